import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs the AWS CLI and gives what it answered, parsed; undefined for nothing. Rejects with what it said. */
export type AwsCli = (...args: readonly string[]) => Promise<unknown>;

/**
 * The AWS CLI of the virtual environment, for one endpoint.
 *
 * @param environment region and credentials
 */
export const createAwsCli =
  (programs: string, endpoint: string, environment: Readonly<Record<string, string>>): AwsCli =>
  async (...args) => {
    const { stdout } = await run(
      join(programs, 'aws'),
      ['--endpoint-url', endpoint, '--output', 'json', ...args],
      { env: { PATH: process.env.PATH ?? '', ...environment }, maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as unknown);
  };
