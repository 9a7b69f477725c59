import type { Random } from '../random.ts';

export interface Ids {
  /** What all ids of this run have in common: eight hex digits. */
  readonly run: string;
  /** A number that was not given before. */
  readonly number: () => number;
  /** 24 hex digits, as SendPulse makes them: the time in seconds comes first. */
  readonly hex: (number: number, at: number) => string;
  /** A UUID, as its older data has them. */
  readonly uuid: (number: number, at: number) => string;
}

/** Ids that never repeat within a run, and (but for a chance in four thousand million) not between runs of two seeds. */
export const createIds = (random: Random): Ids => {
  const run = random.hex(8);
  let last = 0;
  const padded = (value: number) => value.toString(16).padStart(8, '0');
  const hex = (number: number, at: number) => padded(Math.floor(at / 1000)) + run + padded(number);
  return {
    run,
    number: () => ++last,
    hex,
    uuid: (number, at) => {
      const id = hex(number, at);
      return `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(12, 15)}-8${id.slice(12, 15)}-0000${id.slice(16)}`;
    },
  };
};
