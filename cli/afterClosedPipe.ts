const ONLY_LOOKS = ['--help', '-h', '--dry-run'];

/**
 * What to do when a command that changes something had to stop since nobody reads its output; undefined for one that only
 * looks. A token that was rotated must not be rotated again: that would end the one that the bots have.
 */
export const afterClosedPipe = (words: readonly string[]): string | undefined => {
  if (words.some(word => ONLY_LOOKS.includes(word))) return undefined;
  const line = words.join(' ');
  if (/^token(?: |$)/.test(line)) return 'crm url shows the URL that holds now';
  return /^(?:set|erase|rebuild|dead-letters (?:replay|purge))(?: |$)/.test(line)
    ? 'run the same line again, which finishes it'
    : undefined;
};
