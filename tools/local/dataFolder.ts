import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { processIsAlive } from './processIsAlive.ts';
import { StartError } from './startError.ts';

/**
 * Claims the folder of `--data` for this process: two stacks on one folder would spoil it.
 *
 * @returns its absolute path, and how to give it back
 * @throws {StartError} where a stack that runs has it, or it cannot be made
 */
export function claimDataFolder(folder: string) {
  const path = resolve(folder);
  const file = join(path, 'pid');
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError(`--data ${folder}: ${(error as Error).message}`);
  }
  const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (owner > 0 && owner !== process.pid && processIsAlive(owner)) {
    throw new StartError(
      `--data ${folder} is in use by process ${owner}. Stop that one, or choose another folder`,
    );
  }
  writeFileSync(file, `${process.pid}\n`);
  return { path, release: () => rmSync(file, { force: true }) };
}
