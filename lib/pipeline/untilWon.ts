/** How often a lost race is run again before the messages go back to the queue. */
const ATTEMPTS = 12;

/**
 * Runs until no other writer wins.
 *
 * @param attempt reads, writes, and tells when it lost; is given its number, from 1
 * @throws when others won every time
 */
export const untilWon = async <T>(
  attempt: (number: number) => Promise<T | 'lost'>,
  pause: (round: number) => Promise<void>,
): Promise<T> => {
  for (let number = 1; number <= ATTEMPTS; number += 1) {
    const outcome = await attempt(number);
    if (outcome !== 'lost') return outcome;
    await pause(number);
  }
  throw new Error('other writers of the same contact won every time');
};
