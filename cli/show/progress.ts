import type { World } from '../world.ts';
import { counted, numberForPeople } from './numbers.ts';
import { write } from './write.ts';

export interface Progress {
  /** So many contacts are done, in all. */
  readonly reached: (count: number) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Milliseconds from one drawing to the next. */
const PAUSE = 100;

/** A line with count and rate that is drawn over itself; on anything but a terminal, nothing. */
export const createProgress = ({ stderr, now }: World, already = 0): Progress => {
  if (!stderr.isTTY) return { reached: () => {}, end: () => {} };
  const start = now();
  let drawn = 0;
  return {
    reached: count => {
      const time = now();
      if (time - drawn < PAUSE) return;
      drawn = time;
      const rate = Math.round(((count - already) * 1000) / Math.max(time - start, 1));
      write(stderr, `\r\u001b[K  ${counted(count, 'contact')} · ${numberForPeople(rate)} a second`);
    },
    end: () => write(stderr, '\r\u001b[K'),
  };
};
