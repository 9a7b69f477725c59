import type { DeadLetterQueue, ReceivedLetter } from './deadLetterQueue.ts';
import { type Letter, readLetter } from './readLetter.ts';

/** How long letters are hidden, in seconds: should the process die, they come back by themselves after it. */
const SHORTEST = 120;
/** SQS's limit: twelve hours. */
const LONGEST = 43_200;
/** No connection is so slow that fewer are read in a second: long enough for all that are there, for else the first come again. */
const SLOWEST = 20;
/** Letters that one call receives at most. */
const AT_ONCE = 10;
const PARALLEL = 4;
/** Pages with nothing but letters that were seen already: they have come back, so there is no end to wait for. */
const STALE_PAGES = 2;

/** A letter at hand, until the next page is asked for. */
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
  onHidden?: (letters: number) => void,
): AsyncGenerator<LetterAtHand, void> {
  for await (const page of readDeadLetterPages(queue, onHidden)) yield* page;
};

/** The same page by page, some forty letters each: for those who work on several at once, and are done before the next. */
export const readDeadLetterPages = async function* readDeadLetterPages(
  queue: DeadLetterQueue,
  onHidden: (letters: number) => void = () => {},
): AsyncGenerator<readonly LetterAtHand[], void> {
  const held = new Map<string, string>();
  const seen = new Set<string>();
  const count = await queue.count();
  const hideSeconds = Math.min(LONGEST, Math.max(SHORTEST, Math.ceil(count / SLOWEST)));
  const parallel = Math.min(PARALLEL, Math.max(1, Math.ceil(count / AT_ONCE)));

  /** Each receives, and what any of them got is held, also where another fails. */
  const receive = async (): Promise<readonly ReceivedLetter[]> => {
    const receiving = Array.from({ length: parallel }, async () => {
      const received = await queue.receive(hideSeconds);
      for (const { id, receipt } of received) held.set(id, receipt);
      return received;
    });
    await Promise.allSettled(receiving);
    return (await Promise.all(receiving)).flat();
  };
  const atHand = (letter: ReceivedLetter): LetterAtHand => ({
    ...readLetter(letter),
    remove: async () => {
      await queue.remove([held.get(letter.id) ?? letter.receipt]);
      held.delete(letter.id);
    },
  });

  try {
    for (let stale = 0; stale < STALE_PAGES; ) {
      const received = await receive();
      if (received.length === 0) break;
      const fresh = new Map(
        received.filter(({ id }) => !seen.has(id)).map(each => [each.id, each]),
      );
      stale = fresh.size === 0 ? stale + 1 : 0;
      for (const id of fresh.keys()) seen.add(id);
      if (fresh.size > 0) yield [...fresh.values()].map(atHand);
    }
    if (count > seen.size) onHidden(count - seen.size);
  } finally {
    await queue.giveBack([...held.values()]);
  }
};
