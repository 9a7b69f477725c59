/** Text from elsewhere, fit for a terminal: escape sequences in a name must not act there. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, char =>
    char === '\u200d' ? char : JSON.stringify(char).slice(1, -1),
  );
}
