import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../clock.ts';
import { lambdaContext } from '../../eventSourceMapping/lambdaContext.ts';
import type { Invocation, Told } from './startZipFunction.ts';

/** The process of a deployed function: loads `handlers/receive.handler` from the folder that it runs in, then invokes it. */
const [, , path = ''] = process.argv;
const tell = (told: Told) => process.send?.(told);

const file = `${path.slice(0, -extname(path).length)}.mjs`;
const module = await import(pathToFileURL(join(process.cwd(), file)).href);
const handler = module[extname(path).slice(1)];

process.on('message', ({ id, event, functionName, timeoutMs }: Invocation) => {
  const context = lambdaContext({ functionName, timeoutMs, clock: systemClock });
  Promise.resolve(handler(event, context)).then(
    // The Node runtime answers undefined with null.
    (answer: unknown) => tell({ id, answer: answer ?? null }),
    (error: unknown) => tell({ id, thrown: String(error) }),
  );
});
tell({ started: true });
