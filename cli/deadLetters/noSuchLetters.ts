import { Problem } from '../problem.ts';
import { plainLine } from '../show/plainText.ts';

/** Letters that were named and not found. Their ids are nobody's data, and which of many is meant must be told. */
export const noSuchLetters = (ids: readonly string[]): Problem =>
  new Problem(
    `there is no dead letter ${ids.map(plainLine).join(', ')}, or somebody else is reading it: crm dead-letters --reason … lists those of one reason`,
  );
