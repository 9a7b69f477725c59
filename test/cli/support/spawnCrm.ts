import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Told } from './createCli.ts';

const entry = join(import.meta.dirname, '../../../cli/crm.ts');

/** No credentials, no profile and no metadata service of this machine is found. */
const NOBODY: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '2',
};

/** Runs the command as a process of its own, in an environment that holds nothing but what is named. */
export const spawnCrm = async (
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Told> => {
  const child = spawn(process.execPath, [entry, ...words], {
    env: { ...NOBODY, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { status: Number(status), stdout, stderr };
};
