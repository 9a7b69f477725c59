import type { DeadLetterQueue } from './deadLetterQueue.ts';
import { type Letter, readLetter } from './readLetter.ts';

/** Long enough for some thousand letters; should the process die, they come back by themselves after it. */
const HIDE_SECONDS = 120;
/** A standard queue may answer none though it has some: it is believed when it says so twice. */
const EMPTY_ANSWERS = 2;

/** A letter at hand, until the reading ends. */
export interface LetterAtHand extends Letter {
  /** Deletes it for good. */
  readonly remove: () => Promise<void>;
}

/**
 * Reads all dead letters, until none is new. Each is hidden from others while the reading goes on and given back at its
 * end, however it ends; so while others read, a list may be incomplete.
 */
export const readDeadLetters = async function* readDeadLetters(
  queue: DeadLetterQueue,
): AsyncGenerator<LetterAtHand, void> {
  const held = new Map<string, string>();
  const seen = new Set<string>();
  try {
    for (let empty = 0; empty < EMPTY_ANSWERS; ) {
      const received = await queue.receive(HIDE_SECONDS);
      for (const { id, receipt } of received) held.set(id, receipt);
      const fresh = received.filter(({ id }) => !seen.has(id));
      empty = fresh.length === 0 ? empty + 1 : 0;
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
  } finally {
    await queue.giveBack([...held.values()]);
  }
};
