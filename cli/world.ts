import type { Writable } from 'node:stream';
import type { CrmConfig } from '../lib/crm/config.ts';

/** Where the command writes: a terminal, a pipe, or a test's collector. */
export type Output = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** What the command needs of the world around it. */
export interface World {
  /** The words after the command. */
  readonly words: readonly string[];
  /** The project's folder: that of `serverless.yml`. */
  readonly root: string;
  /** Where the person is: paths are meant from there. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: NodeJS.ProcessEnv;
  /** Fires when the person has had enough. */
  readonly stop: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Waits so many milliseconds, or until the person has had enough. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Reads `crm.config.ts`. */
  readonly loadConfig: () => Promise<CrmConfig>;
}
