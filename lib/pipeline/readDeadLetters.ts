import type { DeadLetterQueue } from './deadLetterQueue.ts';
import { type Letter, readLetter } from './readLetter.ts';

/** How long letters are hidden, in seconds: should the process die, they come back by themselves after it. */
const SHORTEST = 120;
/** SQS's limit: twelve hours. */
const LONGEST = 43_200;
/** No connection is so slow that fewer are read in a second: long enough for all that are there, for else the first come again. */
const SLOWEST = 20;
/** Answers with nothing but letters that were seen already: they have come back, so there is no end to wait for. */
const STALE_ANSWERS = 2;

/** A letter at hand, until the reading ends. */
export interface LetterAtHand extends Letter {
  /** Deletes it for good. */
  readonly remove: () => Promise<void>;
}

/**
 * Reads all dead letters, until none is new. Each is hidden from others while the reading goes on and given back at its
 * end, however it ends; so while others read, a list may be incomplete.
 *
 * @param onHidden is told, at the end, about how many others were hiding
 */
export const readDeadLetters = async function* readDeadLetters(
  queue: DeadLetterQueue,
  onHidden: (letters: number) => void = () => {},
): AsyncGenerator<LetterAtHand, void> {
  const held = new Map<string, string>();
  const seen = new Set<string>();
  const count = await queue.count();
  const hideSeconds = Math.min(LONGEST, Math.max(SHORTEST, Math.ceil(count / SLOWEST)));
  try {
    for (let stale = 0; stale < STALE_ANSWERS; ) {
      const received = await queue.receive(hideSeconds);
      if (received.length === 0) break;
      for (const { id, receipt } of received) held.set(id, receipt);
      const fresh = received.filter(({ id }) => !seen.has(id));
      stale = fresh.length === 0 ? stale + 1 : 0;
      for (const letter of fresh) {
        seen.add(letter.id);
        yield {
          ...readLetter(letter),
          remove: async () => {
            await queue.remove([held.get(letter.id) ?? letter.receipt]);
            held.delete(letter.id);
          },
        };
      }
    }
    if (count > seen.size) onHidden(count - seen.size);
  } finally {
    await queue.giveBack([...held.values()]);
  }
};
