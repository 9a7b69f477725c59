import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestContext, mapTo } from './eventSourceMapping.support.ts';

let context: Awaited<ReturnType<typeof createTestContext>>;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

test.each([
  [{ batchSize: 11 }, /batchSize over 10/],
  [{ batchSize: 0 }, /batchSize 0/],
  [{ batchSize: 10_001, windowSeconds: 1 }, /batchSize 10001/],
  [{ windowSeconds: 301 }, /windowSeconds 301/],
  [{ windowSeconds: 0.5 }, /windowSeconds 0.5/],
  [{ maximumConcurrency: 1 }, /maximumConcurrency 1 /],
  [{ maximumConcurrency: 1001 }, /maximumConcurrency 1001/],
  [{ longPollSeconds: 0 }, /longPollSeconds 0/],
  [{ longPollSeconds: 21 }, /longPollSeconds 21/],
  [{ queueArn: 'events' }, /queueArn events/],
  [{ queueArn: 'arn:aws:sqs:us-east-1:000000000000:events.fifo' }, /FIFO/],
  [{ batchSize: -1, windowSeconds: -1 }, /batchSize -1.*windowSeconds -1/],
])('the settings %p are refused, and it is said why', async (changes, reason) => {
  const queue = await context.createQueue();
  expect(() => mapTo(context, queue, async () => undefined, changes)).toThrow(reason);
});
