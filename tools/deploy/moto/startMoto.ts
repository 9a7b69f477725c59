import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../local/ports.ts';

export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** How often we ask whether it answers, and for how long: milliseconds. */
const interval = 200;
const patience = 60_000;

/**
 * Starts moto, which stands in for AWS's APIs, on a free port of 127.0.0.1. Empty, in memory.
 *
 * @param programs the folder of the virtual environment's programs
 * @param log the file that it writes each request to
 */
export const startMoto = async (programs: string, log: string): Promise<Moto> => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const args = [join(import.meta.dirname, 'server.py'), '-H', '127.0.0.1', '-p', String(port)];
  const child = spawn(join(programs, 'python'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const file = createWriteStream(log);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const killed = () => child.kill();
  process.once('exit', killed);
  const exited = once(child, 'exit').finally(() => process.off('exit', killed));
  const stop = async () => {
    child.kill();
    await exited;
    file.end();
  };
  const deadline = Date.now() + patience;
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`moto did not start: see ${log}`);
    }
    await sleep(interval);
  }
  return { endpoint, stop };
};

const answers = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/moto-api/data.json`).then(
    ({ ok }) => ok,
    () => false,
  );
