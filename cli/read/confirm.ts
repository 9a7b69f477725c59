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
  write(world.stderr, `${question} [y/N] `);
  const stopped = new Promise<never>((_, refuse) => {
    world.stop.addEventListener('abort', () => refuse(world.stop.reason), { once: true });
  });
  return /^y(es)?$/i.test((await Promise.race([readLine(world), stopped])).trim());
};

const readLine = async ({ stdin }: World): Promise<string> => {
  let line = '';
  for await (const chunk of stdin) {
    line += chunk.toString();
    if (line.includes('\n')) break;
  }
  return line;
};
