import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Context } from 'aws-lambda';

export interface FunctionProcessOptions {
  /** The module that has the handler, absolute. */
  readonly file: string;
  /** The name by which the module exports it. */
  readonly handler: string;
  /** All of it: nothing of this process's own gets in. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder that it runs in; this process's own by default. */
  readonly folder?: string;
}

export interface FunctionProcess {
  /** Invokes the handler. Rejects with what it threw. */
  invoke(event: unknown, context: Context): Promise<unknown>;
  /** All that any part of it has written to stdout and stderr, while it started too. */
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

const runtime = fileURLToPath(new URL('functionRuntime.ts', import.meta.url));

/**
 * Starts a handler in a process of its own, as Lambda starts an execution environment: its modules are loaded once, then
 * it is invoked.
 *
 * @throws Error with all that it wrote, where it does not start
 */
export const startFunctionProcess = async (
  options: FunctionProcessOptions,
): Promise<FunctionProcess> => {
  const child = fork(runtime, [options.file, options.handler], {
    cwd: options.folder,
    env: options.environment,
    silent: true,
    execArgv: [],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => written.push(text));
  }
  const closed = once(child, 'close');
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
