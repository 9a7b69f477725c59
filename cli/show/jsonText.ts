/** What a terminal obeys and JSON does not escape by itself. */
const CONTROL = /[\u007f-\u009f\u2028\u2029]/g;

/** JSON that a terminal can show as well: whatever it holds, it holds as text. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(
    CONTROL,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
