import { systemClock } from '../../../tools/clock.ts';
import { lambdaContext } from '../../../tools/eventSourceMapping/lambdaContext.ts';
import type { Invocation, Told } from './startContainerProcess.ts';

/** The process of a container: loads a handler, then invokes it with each event that its parent sends. It writes nothing. */
const [, , name = ''] = process.argv;
const tell = (told: Told) => process.send?.(told);

const { handler } = await import(`../../../handlers/${name}.ts`);

process.on('message', ({ id, event, timeoutMs }: Invocation) => {
  const context = lambdaContext({ functionName: name, timeoutMs, clock: systemClock });
  Promise.resolve(handler(event, context)).then(
    (answer: unknown) => tell({ id, answer }),
    (error: unknown) => tell({ id, thrown: String(error) }),
  );
});
tell({ started: true });
