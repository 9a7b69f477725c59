import type { DeleteMessageBatchCommandInput } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestContext, failing, mapTo, recorder } from './eventSourceMapping.support.ts';

let context: Awaited<ReturnType<typeof createTestContext>>;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

describe('the answer of DeleteMessageBatch is looked at', () => {
  /** Makes the next deletes answer 200 with their first entry as failed, undone. */
  function failDeletes(times: number) {
    let left = times;
    context.sqs.middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          if (commandName !== 'DeleteMessageBatchCommand' || left === 0) return next(args);
          left -= 1;
          const input = args.input as DeleteMessageBatchCommandInput;
          const [first, ...others] = input.Entries ?? [];
          if (others.length > 0) await next({ ...args, input: { ...input, Entries: others } });
          const Failed = [{ Id: first?.Id, SenderFault: false, Code: 'InternalError' }];
          return { output: { $metadata: {}, Successful: [], Failed }, response: {} };
        },
      { step: 'initialize', name: 'failDeletes', override: true },
    );
  }

  test('what failed once is deleted by the next attempt', async () => {
    const queue = await context.createQueue();
    await queue.send(['a', 'b', 'c']);
    const mapping = mapTo(context, queue, failing());
    failDeletes(1);
    await mapping.pollOnce();
    expect(await queue.size()).toBe(0);
    expect(mapping.outcomes[0]?.undeleted).toEqual([]);
  });

  test('what keeps failing is reported, stays in the queue and comes again', async () => {
    const queue = await context.createQueue();
    const [a] = await queue.send(['a', 'b', 'c']);
    const { batches, handler } = recorder();
    const mapping = mapTo(context, queue, handler);
    failDeletes(3);
    await mapping.drain();
    expect(batches).toEqual([['a×1', 'b×1', 'c×1'], ['a×2']]);
    expect(mapping.outcomes[0]).toMatchObject({ failed: [], undeleted: [a] });
    expect(mapping.errors).toHaveLength(3);
    expect(await queue.size()).toBe(0);
  });
});
