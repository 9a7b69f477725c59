import { note } from '../show/note.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';

/**
 * Waits, with a countdown on a terminal.
 *
 * @returns false when the person had enough of it
 */
export const countDown = async (seconds: number, world: World): Promise<boolean> => {
  const { stderr, stop, sleep } = world;
  if (!stderr.isTTY && seconds > 0)
    note(`Waiting ${seconds} seconds for consumers that are at work …`, world);
  for (let left = seconds; left > 0 && !stop.aborted; left -= 1) {
    if (stderr.isTTY)
      write(
        stderr,
        `\r\u001b[K  sweeping once more in ${left} s (Ctrl-C leaves it to another run)`,
      );
    await sleep(1000);
  }
  if (stderr.isTTY) write(stderr, '\r\u001b[K');
  return !stop.aborted;
};
