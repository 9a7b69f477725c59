import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../../tools/clock.ts';
import { holding } from './eventSourceMapping.holding.ts';
import { createTestContext, mapTo, recorder } from './eventSourceMapping.support.ts';

let context: Awaited<ReturnType<typeof createTestContext>>;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

describe('a mapping that is told to stop', () => {
  test('has stopped only when the batches in flight are settled', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    await queue.send(['a', 'b']);
    const { handler, release, underWay } = holding();
    const mapping = mapTo(context, queue, handler, { batchSize: 1, maximumConcurrency: 2 });
    mapping.start();
    await underWay(2);
    await queue.send(['c']);

    let stopped = false;
    const stopping = mapping.stop().then(() => {
      stopped = true;
    });
    expect(await queue.size()).toBe(3);
    expect(stopped).toBe(false);

    release();
    await stopping;
    expect(mapping.outcomes).toHaveLength(2);
    expect(await queue.size()).toBe(1);
  });

  test('does not sit out its window but hands over what it has', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    const { batches, handler } = recorder();
    const clock = virtualClock();
    const mapping = mapTo(context, queue, handler, { windowSeconds: 300, clock });
    await queue.send(['a', 'b']);
    mapping.start();
    await clock.untilAsleep();
    await mapping.stop();
    expect(batches).toEqual([['a×1', 'b×1']]);
    expect(await queue.size()).toBe(0);
  });
});
