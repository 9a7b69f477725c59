import { pathToFileURL } from 'node:url';
import { systemClock } from '../clock.ts';
import { lambdaContext } from '../eventSourceMapping/lambdaContext.ts';
import type { Invocation, Told } from './startFunctionProcess.ts';

/** The process of a function: loads its handler, then invokes it with each event that its parent sends. It writes nothing itself, but what the handler throws. */
const [, , file = '', name = ''] = process.argv;
const tell = (told: Told) => process.send?.(told);

const module = await import(pathToFileURL(file).href);
const handler = module[name];

process.on('message', ({ id, event, functionName, timeoutMs }: Invocation) => {
  const context = lambdaContext({ functionName, timeoutMs, clock: systemClock });
  Promise.resolve(handler(event, context)).then(
    // Lambda's runtime answers undefined with null, and writes down what is thrown.
    (answer: unknown) => tell({ id, answer: answer ?? null }),
    (error: unknown) => {
      console.error('Invoke Error', error);
      tell({ id, thrown: String(error) });
    },
  );
});
tell({ started: true });
