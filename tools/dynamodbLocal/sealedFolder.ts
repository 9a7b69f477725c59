import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SEAL = 'sealed.json';

/** Notes in a folder what it holds, each file with its size. */
export const sealFolder = async (folder: string): Promise<void> => {
  await writeFile(join(folder, SEAL), JSON.stringify(await filesOf(folder)));
};

/** Tells whether a folder was sealed and still holds all that it held then. */
export const isSealedFolder = async (folder: string): Promise<boolean> => {
  try {
    const sealed: unknown = JSON.parse(await readFile(join(folder, SEAL), 'utf8'));
    return JSON.stringify(sealed) === JSON.stringify(await filesOf(folder));
  } catch {
    return false;
  }
};

const filesOf = async (folder: string): Promise<readonly (readonly [string, number])[]> => {
  const entries = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(
    entries
      .filter(path => path !== SEAL)
      .sort()
      .map(async path => {
        const found = await stat(join(folder, path));
        return found.isFile() ? [[path, found.size] as const] : [];
      }),
  );
  return sizes.flat();
};
