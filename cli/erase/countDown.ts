import { setTimeout as sleep } from 'node:timers/promises';
import { note } from '../show/note.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';

/**
 * Waits, with a countdown on a terminal.
 *
 * @returns false when the person had enough of it
 */
export const countDown = async (seconds: number, { stop, ...world }: World): Promise<boolean> => {
  const { stderr } = world;
  if (!stderr.isTTY && seconds > 0)
    note(`Waiting ${seconds} seconds for consumers that are at work …`, { stop, ...world });
  for (let left = seconds; left > 0 && !stop.aborted; left -= 1) {
    if (stderr.isTTY)
      write(
        stderr,
        `\r\u001b[K  sweeping once more in ${left} s, when no consumer can be at work any more (Ctrl-C leaves that to another run)`,
      );
    await sleep(1000, undefined, { signal: stop }).catch(() => undefined);
  }
  if (stderr.isTTY) write(stderr, '\r\u001b[K');
  return !stop.aborted;
};
