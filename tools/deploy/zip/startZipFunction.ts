import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Context } from 'aws-lambda';
import { unzipTo } from './unzipTo.ts';

export interface ZipFunctionOptions {
  /** The zip that a deploy uploads. */
  readonly zip: string;
  /** As deployed, `handlers/receive.handler`. */
  readonly handler: string;
  /** All of it: nothing of this process's own gets in. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ZipFunction {
  /** Invokes the handler. Rejects with what it threw. */
  invoke(event: unknown, context: Context): Promise<unknown>;
  /** All that it has written to stdout and stderr, while it started too. */
  output(): string;
  stop(): Promise<void>;
}

/** What the runtime says: that it has started, or what came of an invocation. */
export type Told =
  | { readonly started: true }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly thrown: string };

export interface Invocation {
  readonly id: number;
  readonly event: unknown;
  readonly functionName: string;
  readonly timeoutMs: number;
}

const runtime = fileURLToPath(new URL('zipRuntime.ts', import.meta.url));

/**
 * Starts a deployed function as Lambda would: from a folder that holds what was uploaded and nothing else, in a process
 * whose environment is the function's.
 *
 * @throws Error with all that the function wrote, where it does not start
 */
export const startZipFunction = async (options: ZipFunctionOptions): Promise<ZipFunction> => {
  const folder = mkdtempSync(join(tmpdir(), 'crm-function-'));
  unzipTo(options.zip, folder);
  const child = fork(runtime, [options.handler], {
    cwd: folder,
    env: options.environment,
    silent: true,
    execArgv: [],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => written.push(text));
  }
  const closed = once(child, 'close').finally(() => rmSync(folder, { recursive: true }));
  const waiting = new Map<number, (told: Told) => void>();
  child.on('message', (told: Told) => {
    if ('id' in told) waiting.get(told.id)?.(told);
  });
  const [first] = await Promise.race([once(child, 'message'), closed]);
  if (typeof first !== 'object' || first === null) {
    throw new Error(`the function did not start: ${written.join('')}`);
  }

  let invocations = 0;
  return {
    async invoke(event, context) {
      invocations += 1;
      const id = invocations;
      const told = new Promise<Told>(resolve => waiting.set(id, resolve));
      child.send({
        id,
        event,
        functionName: context.functionName,
        timeoutMs: context.getRemainingTimeInMillis(),
      } satisfies Invocation);
      const outcome = await Promise.race([told, closed]);
      waiting.delete(id);
      if ('answer' in outcome) return outcome.answer;
      throw new Error('thrown' in outcome ? outcome.thrown : 'the function ended');
    },
    output: () => written.join(''),
    async stop() {
      child.kill();
      await closed;
    },
  };
};
