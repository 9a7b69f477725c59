import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export interface ServerlessRun {
  readonly status: number;
  /** What it wrote to stdout and stderr. */
  readonly output: string;
}

/**
 * Runs `serverless` in a project's folder, to its end.
 *
 * @param environment besides what every program needs: nothing of the user's AWS settings gets in
 */
export const runServerless = (
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerlessRun> => {
  const bin = createRequire(join(folder, 'package.json')).resolve('serverless/bin/serverless.js');
  const { PATH = '', HOME = '' } = process.env;
  return new Promise(resolve => {
    execFile(
      process.execPath,
      [bin, ...args],
      { cwd: folder, env: { PATH, HOME, ...environment }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
      },
    );
  });
};
