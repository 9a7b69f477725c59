import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../../tools/clock.ts';
import { holding } from './eventSourceMapping.holding.ts';
import { createTestContext, mapTo, recorder } from './eventSourceMapping.support.ts';

let context: Awaited<ReturnType<typeof createTestContext>>;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

const outcomesOf = (count: number) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  return { seen: promise, onBatch: () => --left === 0 && resolve() };
};

describe('a started mapping', () => {
  test('handles what comes, also late, until it is stopped', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    const { batches, handler } = recorder();
    const first = outcomesOf(1);
    const second = outcomesOf(2);
    const mapping = mapTo(context, queue, handler, {
      onBatch() {
        first.onBatch();
        second.onBatch();
      },
    });
    mapping.start();
    mapping.start();
    await queue.send(['a']);
    await first.seen;
    await queue.send(['b']);
    await second.seen;
    await mapping.stop();

    await queue.send(['c']);
    expect(batches).toEqual([['a×1'], ['b×1']]);
    expect(await queue.size()).toBe(1);

    mapping.start();
    while ((await queue.size()) > 0);
    await mapping.stop();
    expect(batches).toEqual([['a×1'], ['b×1'], ['c×1']]);
  });

  test('delivers again what failed, when its visibility timeout is over', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 1 });
    await queue.send(['a', 'b']);
    const { seen, onBatch } = outcomesOf(2);
    const { batches, handler } = recorder(async ({ Records }) => ({
      batchItemFailures: Records.filter(
        ({ body, attributes }) => body === 'b' && attributes.ApproximateReceiveCount === '1',
      ).map(({ messageId }) => ({ itemIdentifier: messageId })),
    }));
    const mapping = mapTo(context, queue, handler, { onBatch });
    mapping.start();
    await seen;
    await mapping.stop();
    expect(batches).toEqual([['a×1', 'b×1'], ['b×2']]);
    expect(await queue.size()).toBe(0);
  });

  test('invokes as many at a time as its maximum allows, never more', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    await queue.send(Array.from({ length: 24 }, (_, index) => String(index)));
    const { handler, release, underWay, most } = holding();
    const { seen, onBatch } = outcomesOf(24);
    const mapping = mapTo(context, queue, handler, {
      batchSize: 1,
      maximumConcurrency: 3,
      onBatch,
    });
    mapping.start();
    // Rounds by hand take their places among those of the pollers.
    const byHand = Promise.all([mapping.pollOnce(), mapping.pollOnce(), mapping.pollOnce()]);
    await underWay(3);
    release();
    await seen;
    await Promise.all([mapping.stop(), byHand]);
    expect(most()).toBe(3);
    expect(await queue.size()).toBe(0);
  });

  test('reports a queue that it cannot read, waits, and tries again', async () => {
    const queue = await context.createQueue();
    const clock = virtualClock();
    const missing = { ...queue, url: queue.url.replace('events', 'nowhere') };
    const { handler } = recorder();
    const mapping = mapTo(context, missing, handler, { maximumConcurrency: 2, clock });
    mapping.start();
    await clock.untilAsleep(2);
    expect(mapping.errors).toHaveLength(2);
    await clock.advance(1000);
    await clock.untilAsleep(2);
    expect(mapping.errors).toHaveLength(4);
    await mapping.stop();
    expect(mapping.errors[0]).toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

test('a round by hand rejects when the queue cannot be read', async () => {
  const queue = await context.createQueue();
  const missing = { ...queue, url: queue.url.replace('events', 'nowhere') };
  const mapping = mapTo(context, missing, async () => undefined);
  await expect(mapping.pollOnce()).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  await expect(mapping.drain()).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});
