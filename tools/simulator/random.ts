/** A stream of numbers that looks like chance and is the same for the same seed, on any machine. */
export interface Random {
  /** At least 0, less than 1. */
  readonly unit: () => number;
  /** A whole number of 0 … `limit` − 1. */
  readonly below: (limit: number) => number;
  /** A whole number of `from` … `to`, both included. */
  readonly between: (from: number, to: number) => number;
  /** True in `share` of all cases. */
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
  /** One of several, the more often the greater its weight. */
  readonly weighted: <T>(choices: readonly (readonly [weight: number, choice: T])[]) => T;
  /** `length` hex digits. */
  readonly hex: (length: number) => string;
}

/**
 * Seeded pseudo-random numbers: mulberry32, small and good enough for invented traffic. Nothing secret may come from it.
 *
 * @param seed a whole number of 32 bits
 */
export const createRandom = (seed: number): Random => {
  // Neighbouring seeds would start next to each other on the one cycle: scatter them first.
  let state = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b) ^ 0x9e3779b9;
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(unit() * limit);
  return {
    unit,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: share => unit() < share,
    pick: choices => choices[below(choices.length)] ?? choices[0],
    weighted: choices => {
      const total = choices.reduce((sum, [weight]) => sum + weight, 0);
      let left = unit() * total;
      for (const [weight, choice] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      throw new RangeError('there is nothing to choose from');
    },
    hex: length => Array.from({ length }, () => below(16).toString(16)).join(''),
  };
};
