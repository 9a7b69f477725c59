import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createQueue } from '../../lib/aws/createQueue.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

/** A queue on which each call takes a second of a clock that nothing else moves. */
const slowQueue = () => {
  let now = 0;
  let calls = 0;
  const { client } = context.engines.sqs;
  const slow = (next: (args: never) => Promise<unknown>) => async (args: never) => {
    calls += 1;
    now += 1000;
    return next(args);
  };
  client.middlewareStack.add(slow as never, { step: 'initialize', name: 'slow', override: true });
  const patience = { now: () => now, pause: noPause };
  const queue = createQueue(client, context.queues.events.url, patience);
  return { queue, calls: () => calls, stop: () => client.middlewareStack.remove('slow') };
};
const bodies = Array.from({ length: 1000 }, (_, index) => `{"n":${index}}`);

describe('a queue that takes its time', () => {
  test('ends with the deadline, though each of its calls succeeds', async () => {
    const { queue, calls, stop } = slowQueue();
    try {
      await expect(queue.send(bodies, 20_000)).rejects.toThrow(
        'did not take every message in time',
      );
      // A hundred batches of ten, of which what was under way is through.
      expect(calls()).toBeLessThan(30);
    } finally {
      stop();
    }
  });

  test('begins no other batch once one has failed for good', async () => {
    const { queue, calls, stop } = slowQueue();
    const { client } = context.engines.sqs;
    let failed = 0;
    const first = (next: (args: never) => Promise<unknown>) => async (args: never) => {
      failed += 1;
      if (failed === 1) throw new Error('refused');
      return next(args);
    };
    client.middlewareStack.add(first as never, { step: 'build', name: 'first', override: true });
    try {
      await expect(queue.send(bodies, 1)).rejects.toThrow('refused');
      expect(calls()).toBe(8);
    } finally {
      stop();
      client.middlewareStack.remove('first');
    }
  });

  test('has time enough for what is sent by then', async () => {
    const { queue, calls, stop } = slowQueue();
    try {
      await queue.send(bodies.slice(0, 200), 21_000);
      expect(calls()).toBe(20);
    } finally {
      stop();
    }
  });
});
