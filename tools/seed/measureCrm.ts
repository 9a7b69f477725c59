import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');

export interface MeasuredPlace {
  /** Of DynamoDB, and of a CloudFormation that knows the stack. */
  readonly dynamodb: string;
  readonly cloudFormation: string;
}

export interface Measured {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Until something came out, and until the end: milliseconds. */
  readonly firstOutput: number;
  readonly elapsed: number;
  /** The most memory that the process took, all included: MB. */
  readonly peak: number;
}

/** Runs the `crm` command as a process of its own and measures it. */
export const measureCrm = async (
  words: readonly string[],
  place: MeasuredPlace,
): Promise<Measured> => {
  const folder = await mkdtemp(join(tmpdir(), 'crm-measure-'));
  const peakFile = join(folder, 'peak');
  const start = performance.now();
  const preload = pathToFileURL(join(import.meta.dirname, 'reportPeak.ts')).href;
  const child = spawn(
    process.execPath,
    ['--import', preload, join(root, 'cli/crm.ts'), ...words, '--stage', 'scale'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        PEAK_FILE: peakFile,
        AWS_ENDPOINT_URL_DYNAMODB: place.dynamodb,
        AWS_ENDPOINT_URL_CLOUDFORMATION: place.cloudFormation,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_REGION: 'us-east-1',
      },
    },
  );
  let stdout = '';
  let stderr = '';
  let firstOutput: number | undefined;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    firstOutput ??= performance.now() - start;
    stdout += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece;
  });
  const [status] = await once(child, 'close');
  const elapsed = performance.now() - start;
  const peak = Number(await readFile(peakFile, 'utf8').catch(() => 'NaN'));
  await rm(folder, { recursive: true, force: true });
  return {
    status: Number(status),
    stdout,
    stderr,
    firstOutput: firstOutput ?? elapsed,
    elapsed,
    peak,
  };
};
