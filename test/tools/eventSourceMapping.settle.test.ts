import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SQSBatchResponse } from 'aws-lambda';
import { createTestContext, failing, mapTo, recorder } from './eventSourceMapping.support.ts';

let context: Awaited<ReturnType<typeof createTestContext>>;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

const answering = (answer: unknown) => async () => answer as SQSBatchResponse;

describe('a batch is settled', () => {
  test('a batch that succeeds is deleted', async () => {
    const queue = await context.createQueue();
    await queue.send(['a', 'b', 'c']);
    const { batches, handler } = recorder();
    const mapping = mapTo(context, queue, handler);

    expect(await mapping.pollOnce()).toBe(3);
    expect(batches).toEqual([['a×1', 'b×1', 'c×1']]);
    expect(await queue.size()).toBe(0);
    expect(await mapping.pollOnce()).toBe(0);
    expect(batches).toHaveLength(1);
    expect(mapping.errors).toEqual([]);
  });

  test('only the messages that failed come again, with a raised receive count', async () => {
    const queue = await context.createQueue();
    const [, b] = await queue.send(['a', 'b', 'c']);
    let failures = 2;
    const { batches, handler } = recorder(event =>
      failures-- > 0 ? failing('b')(event) : failing()(event),
    );
    const mapping = mapTo(context, queue, handler);

    await mapping.drain();
    expect(batches).toEqual([['a×1', 'b×1', 'c×1'], ['b×2'], ['b×3']]);
    expect(await queue.size()).toBe(0);
    expect(await queue.deadLetters()).toEqual([]);
    expect(mapping.outcomes.map(({ failed }) => failed)).toEqual([[b], [b], []]);
    expect(mapping.errors).toEqual([]);
  });

  test('a message that fails as often as the queue allows becomes a dead letter, unchanged', async () => {
    const queue = await context.createQueue({ maxReceiveCount: 3 });
    const body = JSON.stringify({ text: 'Ünïcode ✓', number: '17841400000000001' });
    await queue.send([body, 'fine']);
    const { batches, handler } = recorder(failing(body));

    await mapTo(context, queue, handler).drain();
    expect(batches).toEqual([[`${body}×1`, 'fine×1'], [`${body}×2`], [`${body}×3`]]);
    expect(await queue.size()).toBe(0);
    expect((await queue.deadLetters()).map(({ Body }) => Body)).toEqual([body]);
  });

  test.each([
    ['names a message that is not of the batch', { batchItemFailures: [{ itemIdentifier: 'x' }] }],
    ['has a wrong key', { batchItemFailures: [{ messageId: 'x' }] }],
    ['has an empty itemIdentifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['is a text', 'done'],
  ])('an answer that %s leaves the whole batch in the queue', async (_, answer) => {
    const queue = await context.createQueue({ maxReceiveCount: 2 });
    await queue.send(['a', 'b']);
    const { batches, handler } = recorder(answering(answer));
    const mapping = mapTo(context, queue, handler);

    await mapping.drain();
    expect(batches).toEqual([
      ['a×1', 'b×1'],
      ['a×2', 'b×2'],
    ]);
    expect((await queue.deadLetters()).map(({ Body }) => Body)).toEqual(['a', 'b']);
    expect(mapping.errors).toHaveLength(2);
  });

  test('a handler that returns nothing has acknowledged everything', async () => {
    const queue = await context.createQueue();
    await queue.send(['a', 'b']);
    await mapTo(context, queue, async () => undefined).pollOnce();
    expect(await queue.size()).toBe(0);
  });

  test.each([true, false])(
    'a throw leaves the whole batch (failures reported: %p)',
    async reports => {
      const queue = await context.createQueue();
      const ids = await queue.send(['a', 'b']);
      const handler = () => Promise.reject(new Error('table out of reach'));
      const mapping = mapTo(context, queue, handler, { reportBatchItemFailures: reports });

      expect(await mapping.pollOnce()).toBe(2);
      expect(await queue.size()).toBe(2);
      expect(mapping.outcomes).toEqual([
        {
          messageIds: ids,
          failed: ids,
          undeleted: [],
          problem: 'Unhandled: Error: table out of reach',
        },
      ]);
    },
  );

  test('without ReportBatchItemFailures a report of failures is not read: all is deleted', async () => {
    const queue = await context.createQueue();
    await queue.send(['a', 'b']);
    await mapTo(context, queue, failing('a'), { reportBatchItemFailures: false }).pollOnce();
    expect(await queue.size()).toBe(0);
  });

  test('a function that cannot be invoked leaves the whole batch, and why is reported', async () => {
    const queue = await context.createQueue();
    await queue.send(['a']);
    const refused = new Error('connection refused');
    const mapping = mapTo(context, queue, failing(), { invoke: () => Promise.reject(refused) });
    await mapping.pollOnce();
    expect(await queue.size()).toBe(1);
    expect(mapping.errors).toContain(refused);
  });
});
