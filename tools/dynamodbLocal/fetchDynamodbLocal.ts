import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamodbLocalError } from './dynamodbLocalError.ts';
import { isSealedFolder, sealFolder } from './sealedFolder.ts';

/** An npm package that holds AWS's jar as AWS publishes it. Its own code and dependencies are not used. */
const PACKAGE = 'amplify-dynamodb-simulator';
const VERSION = '2.9.30';
const SHA512 =
  'c5379e44bbf311fab2779961ddb1f8734907bd21c79a6843e590ec1c52804398' +
  '36665e89aa515dbad6908422c7cf1129e91cb5a3b4c1ea7888a17b9002749ec1';

/**
 * Fetches DynamoDB Local by npm, once: what was unpacked is checked and used again, what is not whole is fetched anew.
 *
 * @param cache folder to keep it in; made where it does not exist
 * @returns the folder that holds `DynamoDBLocal.jar` and `DynamoDBLocal_lib`
 * @throws DynamodbLocalError when npm or tar fails, or the package is not the one that is known
 */
export const fetchDynamodbLocal = async (cache: string): Promise<string> => {
  const folder = join(cache, `${PACKAGE}-${VERSION}`);
  if (await isSealedFolder(folder)) return folder;
  await mkdir(cache, { recursive: true });
  // Unpacked aside and moved whole: nobody ever sees a folder half full.
  const aside = await mkdtemp(join(cache, 'unpacking-'));
  try {
    await pack(aside);
    const tarball = join(aside, await nameOfTarball(aside));
    await check(tarball);
    await run('tar', ['-xzf', tarball, '-C', aside, 'package/emulator']);
    const emulator = join(aside, 'package', 'emulator');
    await sealFolder(emulator);
    await rm(folder, { recursive: true, force: true });
    await rename(emulator, folder).catch(async (error: unknown) => {
      // Another run may have been quicker.
      if (!(await isSealedFolder(folder))) throw error;
    });
    return folder;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
};

const pack = async (destination: string): Promise<void> => {
  const args = ['pack', `${PACKAGE}@${VERSION}`, '--pack-destination', destination, '--silent'];
  // Under `npm run` npm says where it is itself: a script for Node, which also Windows can start.
  const npm = process.env.npm_execpath;
  await (npm === undefined ? run('npm', args) : run(process.execPath, [npm, ...args]));
};

const nameOfTarball = async (folder: string): Promise<string> => {
  const name = (await readdir(folder)).find(file => file.endsWith('.tgz'));
  if (name === undefined) throw new DynamodbLocalError(`npm pack left no ${PACKAGE} tarball`);
  return name;
};

const check = async (tarball: string): Promise<void> => {
  const hash = createHash('sha512')
    .update(await readFile(tarball))
    .digest('hex');
  if (hash !== SHA512) {
    throw new DynamodbLocalError(`${PACKAGE}@${VERSION} is not the package that is known here`);
  }
};

const run = async (command: string, args: readonly string[]): Promise<void> => {
  try {
    await promisify(execFile)(command, args);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new DynamodbLocalError(`DynamoDB Local could not be fetched: ${reason}`);
  }
};
