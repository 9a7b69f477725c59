/**
 * A reason without what is of one letter alone, so that letters of one cause stand together: where the JSON breaks, by how
 * much a row is too large.
 */
export const reasonGroup = (reason: string): string =>
  reason.replace(/ at line \d+, column \d+$/, '').replace(/^(too large for a row): .*$/, '$1');
