import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StartContainer } from './container.ts';

const runtime = fileURLToPath(new URL('containerRuntime.ts', import.meta.url));

/** What the runtime says: that it has started, or what came of an invocation. */
export type Told =
  | { readonly started: true }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly thrown: string };

export interface Invocation {
  readonly id: number;
  readonly event: unknown;
  readonly timeoutMs: number;
}

/** Starts a container as a process of its own, whose stdout and stderr hold all that any part of it writes. */
export const startContainerProcess: StartContainer = async (name, environment) => {
  const child = fork(runtime, [name], { env: environment, silent: true, execArgv: [] });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => written.push(text));
  }
  const waiting = new Map<number, (told: Told) => void>();
  const closed = once(child, 'close');
  child.on('message', (told: Told) => {
    if ('id' in told) waiting.get(told.id)?.(told);
  });
  const [first] = await Promise.race([once(child, 'message'), closed]);
  if (typeof first !== 'object' || first === null) {
    throw new Error(`the container did not start: ${written.join('')}`);
  }

  let invocations = 0;
  return {
    async invoke(event, context) {
      invocations += 1;
      const id = invocations;
      const told = new Promise<Told>(resolve => waiting.set(id, resolve));
      child.send({ id, event, timeoutMs: context.getRemainingTimeInMillis() } satisfies Invocation);
      const result = await told;
      if ('thrown' in result) throw new Error(result.thrown);
      return 'answer' in result ? result.answer : undefined;
    },
    output: () => written.join(''),
    async stop() {
      child.kill();
      await closed;
    },
  };
};
