import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { scaledClock, virtualClock } from '../../tools/clock.ts';
import { payloadLimit } from '../../tools/eventSourceMapping/splitByPayload.ts';
import { createTestContext, mapTo, recorder } from './eventSourceMapping.support.ts';

let context: Awaited<ReturnType<typeof createTestContext>>;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

const bodies = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => String(from + index));

describe('a batch', () => {
  test('without a window takes at once what is there, up to its size', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    await queue.send(bodies(8));
    const { batches, handler } = recorder();
    await mapTo(context, queue, handler, { batchSize: 3 }).drain();
    expect(batches.map(batch => batch.length)).toEqual([3, 3, 2]);
  });

  test('over ten is filled by several receives', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    await queue.send(bodies(30));
    const { batches, handler } = recorder();
    const clock = virtualClock();
    const settings = { batchSize: 25, windowSeconds: 1, clock };
    await mapTo(context, queue, handler, settings).drain();
    expect(batches.map(batch => batch.length)).toEqual([25, 5]);
    expect(clock.now()).toBe(0);
    expect(await queue.size()).toBe(0);
  });

  test('gathers what comes within its window', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    const { batches, handler } = recorder();
    const clock = virtualClock();
    const mapping = mapTo(context, queue, handler, { windowSeconds: 2, clock });

    await queue.send(bodies(2));
    const round = mapping.pollOnce();
    await clock.untilAsleep();
    await queue.send(bodies(3, 3));
    expect(batches).toEqual([]);
    await clock.advance(2000);

    expect(await round).toBe(5);
    expect(batches).toEqual([['1×1', '2×1', '3×1', '4×1', '5×1']]);
  });

  test('that is full does not wait for the end of its window', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    const { batches, handler } = recorder();
    const clock = virtualClock();
    const settings = { batchSize: 4, windowSeconds: 300, clock };
    const mapping = mapTo(context, queue, handler, settings);

    await queue.send(bodies(2));
    const round = mapping.pollOnce();
    await clock.untilAsleep();
    await queue.send(bodies(3, 3));
    await clock.advance(200);

    expect(await round).toBe(4);
    expect(batches).toEqual([['1×1', '2×1', '3×1', '4×1']]);
  });

  test('on a scaled clock is not kept waiting for minutes', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    await queue.send(bodies(2));
    const { batches, handler } = recorder();
    const settings = { windowSeconds: 300, clock: scaledClock(10_000) };
    await mapTo(context, queue, handler, settings).pollOnce();
    expect(batches).toEqual([['1×1', '2×1']]);
  });

  test('is handled as far as it was read when the queue then gets out of reach', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    await queue.send(bodies(2));
    const { batches, handler } = recorder();
    const outOfReach = new Error('out of reach');
    let receives = 0;
    context.sqs.middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          if (commandName === 'ReceiveMessageCommand' && ++receives === 2) throw outOfReach;
          return next(args);
        },
      { step: 'initialize', name: 'outOfReach' },
    );
    const settings = { windowSeconds: 300, clock: virtualClock() };
    const mapping = mapTo(context, queue, handler, settings);
    expect(await mapping.pollOnce()).toBe(2);
    context.sqs.middlewareStack.remove('outOfReach');
    expect(batches).toEqual([['1×1', '2×1']]);
    expect(mapping.errors).toEqual([outOfReach]);
  });

  test('is no batch while the queue is empty, window or not', async () => {
    const queue = await context.createQueue();
    const { batches, handler } = recorder();
    const clock = virtualClock();
    expect(await mapTo(context, queue, handler, { windowSeconds: 300, clock }).pollOnce()).toBe(0);
    expect(batches).toEqual([]);
  });

  test('that would be over 6 MB is handed over in parts, no message lost', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 30 });
    await queue.send(Array.from({ length: 10 }, (_, index) => String(index).repeat(1_000_000)));
    const events: SQSEvent[] = [];
    const mapping = mapTo(context, queue, async event => {
      events.push(event);
      return { batchItemFailures: [] };
    });

    expect(await mapping.pollOnce()).toBe(10);
    expect(events.map(({ Records }) => Records.length)).toEqual([6, 4]);
    for (const event of events) {
      expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(payloadLimit);
    }
    expect(await queue.size()).toBe(0);
  });

  test('stays hidden for the seconds given, also parts of one, in place of the queue’s own', async () => {
    const queue = await context.createQueue({ visibilitySeconds: 43_200 });
    await queue.send(['a']);
    let failures = 1;
    const { batches, handler } = recorder(async ({ Records }) => ({
      batchItemFailures:
        failures-- > 0 ? Records.map(({ messageId }) => ({ itemIdentifier: messageId })) : [],
    }));
    const mapping = mapTo(context, queue, handler, {
      visibilityTimeoutSeconds: 0.05,
    });
    while (batches.length < 2) await mapping.pollOnce();
    expect(batches).toEqual([['a×1'], ['a×2']]);
  });
});
