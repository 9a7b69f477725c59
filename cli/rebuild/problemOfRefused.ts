import { Problem } from '../problem.ts';
import { counted } from '../show/numbers.ts';
import { plainLine } from '../show/plainText.ts';

/** Contacts that are named: the problem is one line. */
const NAMED = 20;

/** A contact whose rows the table refuses, and why. */
export interface Refused {
  readonly contactId: string;
  readonly reason: string;
}

/** Names them, with the reason of each. */
export const problemOfRefused = (refused: readonly Refused[]): Problem =>
  new Problem(
    `the table refuses the rows of ${counted(refused.length, 'contact')}, which ${refused.length === 1 ? 'stays as it is' : 'stay as they are'}: ${refused
      .slice(0, NAMED)
      .map(({ contactId, reason }) => `${plainLine(contactId)} (${reason})`)
      .join(', ')}`,
  );
