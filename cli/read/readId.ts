import { UsageProblem } from '../problem.ts';

/** Reads an id, of a contact or a letter, as it is typed. @throws UsageProblem for a blank one: nothing has it */
export const readId = (text: string): string => {
  if (text.trim() === '') throw new UsageProblem('that id is empty: see what the line was made of');
  return text;
};

/** Reads one more of several ids. */
export const readIds = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  readId(text),
];
