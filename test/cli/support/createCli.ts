import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { run } from '../../../cli/run.ts';
import type { Output } from '../../../cli/world.ts';
import { type CrmConfig, defineCrm } from '../../../lib/crm/config.ts';
import type { TestContext } from '../../support/testContext.ts';

export interface Told {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Whether it writes to a terminal, and how wide. */
  readonly columns?: number;
  readonly stdin?: string;
  readonly config?: CrmConfig | Error;
  readonly environment?: NodeJS.ProcessEnv;
  /** Fires when the person has had enough. */
  readonly stop?: AbortSignal;
  readonly now?: number;
  /** Instead of no wait at all. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** The project's folder. */
  readonly root?: string;
}

export interface Cli {
  /** A folder of its own, with `.crm/local.json`: also where the person is. */
  readonly folder: string;
  /** Runs the command as a person would, in this process. */
  readonly crm: (words: readonly string[], options?: CliOptions) => Promise<Told>;
  /** The same with `--json`, parsed. */
  readonly ask: <T>(words: readonly string[]) => Promise<T>;
  readonly remove: () => Promise<void>;
}

/** The command in a folder where the context's engines are the local stack that runs; none runs without a context. */
export const createCli = async (
  context?: TestContext,
  config: CrmConfig = defineCrm({}),
): Promise<Cli> => {
  const folder = await mkdtemp(join(tmpdir(), 'crm-cli-'));
  if (context !== undefined) await writeLocalStack(folder, context);
  const crm: Cli['crm'] = async (words, options = {}) => {
    const stdout = collect(options.columns);
    const stderr = collect(options.columns);
    const status = await run({
      words,
      root: options.root ?? folder,
      cwd: folder,
      stdin: (async function* stdin() {
        yield options.stdin ?? '';
      })(),
      stdout: stdout.output,
      stderr: stderr.output,
      environment: options.environment ?? {},
      stop: options.stop ?? new AbortController().signal,
      sleep: options.sleep ?? (async () => undefined),
      now: () => options.now ?? Date.parse('2026-11-25T12:00:00Z'),
      loadConfig: async () => {
        const chosen = options.config ?? config;
        if (chosen instanceof Error) throw chosen;
        return chosen;
      },
    });
    return { status, stdout: stdout.text(), stderr: stderr.text() };
  };
  return {
    folder,
    crm,
    ask: async words => {
      const { status, stdout, stderr } = await crm([...words, '--json']);
      if (status !== 0) throw new Error(`crm ${words[0]} ended with ${status}: ${stderr}`);
      return JSON.parse(stdout);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

const writeLocalStack = async (
  folder: string,
  { engines, queues, tableName }: TestContext,
): Promise<void> => {
  const stack = {
    pid: process.pid,
    webhookUrl: 'http://127.0.0.1:1/webhooks/x',
    endpoints: {
      dynamodb: process.env.CRM_TEST_DYNAMODB ?? engines.dynamodb.endpoint,
      sqs: engines.sqs.endpoint,
    },
    region: engines.region,
    credentials: engines.credentials,
    table: tableName,
    queues: { events: queues.events.url, deadLetters: queues.deadLetters.url },
  };
  await mkdir(join(folder, '.crm'), { recursive: true });
  await writeFile(join(folder, '.crm', 'local.json'), JSON.stringify(stack));
};

const collect = (columns: number | undefined): { output: Output; text: () => string } => {
  let text = '';
  const output = new Writable({
    decodeStrings: false,
    write: (piece: string | Uint8Array, _encoding, done) => {
      text += typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8');
      done();
    },
  });
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  return { output: Object.assign(output, terminal), text: () => text };
};
