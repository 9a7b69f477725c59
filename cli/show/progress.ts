import type { World } from '../world.ts';
import { counted, numberForPeople } from './numbers.ts';
import { write } from './write.ts';

export interface Progress {
  /** So many are done, in all. */
  readonly reached: (count: number) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Milliseconds from one drawing to the next. */
const PAUSE = 100;

/** A line with count and rate that is drawn over itself; on anything but a terminal, nothing. */
export const createProgress = ({ stderr, now }: World, what = 'contact'): Progress => {
  if (!stderr.isTTY) return { reached: () => {}, end: () => {} };
  /** An export that goes on from an earlier run starts high. */
  let first: { readonly count: number; readonly time: number } | undefined;
  let drawn = 0;
  return {
    reached: count => {
      const time = now();
      first ??= { count, time };
      if (time - drawn < PAUSE) return;
      drawn = time;
      const rate = Math.round(((count - first.count) * 1000) / Math.max(time - first.time, 1));
      write(stderr, `\r\u001b[K  ${counted(count, what)} · ${numberForPeople(rate)} a second`);
    },
    end: () => write(stderr, '\r\u001b[K'),
  };
};
