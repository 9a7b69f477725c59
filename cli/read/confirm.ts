import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Problem } from '../problem.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';

/**
 * Asks before something that can't be undone.
 *
 * @returns whether to go on
 * @throws Problem where nobody is there to be asked, and the stop's reason where the person has had enough
 */
export const confirm = async (
  question: string,
  yes: true | undefined,
  world: World,
): Promise<boolean> => {
  if (yes) return true;
  if (!world.stderr.isTTY)
    throw new Problem('nobody is there to be asked: say --yes if you mean it');
  world.stop.throwIfAborted();
  write(world.stderr, `${question} [y/N] `);
  const answer = await readLine(world);
  world.stop.throwIfAborted();
  return /^y(es)?$/i.test(answer.trim());
};

/** One line, or nothing where the input ends or the person has had enough: either way the input is let go of. */
const readLine = ({ stdin, stop }: World): Promise<string> =>
  new Promise(resolve => {
    const lines = createInterface({
      input: stdin instanceof Readable ? stdin : Readable.from(stdin),
      terminal: false,
    });
    const end = (): void => lines.close();
    stop.addEventListener('abort', end, { once: true });
    lines.once('line', line => {
      resolve(line);
      end();
    });
    lines.once('close', () => {
      stop.removeEventListener('abort', end);
      resolve('');
    });
  });
