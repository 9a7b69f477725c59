/**
 * A pause before another round: doubles from 20 ms to half a second, at random within that, so that writers who met once
 * do not meet again.
 *
 * @param random 0 to 1
 */
export const createPause =
  (sleep: (ms: number) => Promise<void>, random: () => number) =>
  (round: number): Promise<void> =>
    sleep(Math.min(500, 20 * 2 ** (round - 1)) * (0.5 + random() / 2));
