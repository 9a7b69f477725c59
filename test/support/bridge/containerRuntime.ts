import { systemClock } from '../../../tools/clock.ts';
import { lambdaContext } from '../../../tools/eventSourceMapping/lambdaContext.ts';
import type { Invocation, Told } from './startContainerProcess.ts';

/** The process of a container: loads a handler, then invokes it with each event that its parent sends. It writes nothing itself, but what the handler throws. */
const [, , name = ''] = process.argv;
const tell = (told: Told) => process.send?.(told);

const { handler } = await import(`../../../handlers/${name}.ts`);

process.on('message', ({ id, event, timeoutMs }: Invocation) => {
  const context = lambdaContext({ functionName: name, timeoutMs, clock: systemClock });
  Promise.resolve(handler(event, context)).then(
    (answer: unknown) => tell({ id, answer }),
    (error: unknown) => {
      // As Lambda's runtime does.
      console.error('Invoke Error', error);
      tell({ id, thrown: String(error) });
    },
  );
});
tell({ started: true });
