import { type LetterAtHand, readDeadLetterPages } from '../../lib/pipeline/readDeadLetters.ts';
import { reasonGroup } from '../../lib/pipeline/reasonGroup.ts';
import type { Stack } from '../connect/withStack.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import type { World } from '../world.ts';

export interface LetterFilter {
  /** In full, or that of a group. */
  readonly reason?: string;
  readonly ids?: readonly string[];
}

/**
 * The dead letters that are meant, page by page; `read` is told how many were looked at, and the person whether some could
 * not be.
 */
export const pickLetters = async function* pickLetters(
  { reason, ids }: LetterFilter,
  { letters }: Stack,
  world: World,
  read: (count: number) => void = () => {},
): AsyncGenerator<readonly LetterAtHand[], void> {
  const wanted = new Set(ids);
  const isMeant = (letter: LetterAtHand): boolean =>
    [undefined, letter.reason, reasonGroup(letter.reason)].includes(reason) &&
    (ids === undefined || wanted.has(letter.id));
  let count = 0;
  for await (const page of readDeadLetterPages(letters, hidden => noteHidden(hidden, world))) {
    count += page.length;
    read(count);
    yield page.filter(isMeant);
  }
};

/** A letter that is read is hidden from others, and one whose reader was killed comes back by itself. */
export const noteHidden = (letters: number, world: World): void =>
  note(
    `About ${counted(letters, 'dead letter')} could not be looked at: somebody else reads them just now, or a run that read them was killed. Run it again in two minutes.`,
    world,
  );
