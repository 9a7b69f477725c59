import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { createTestContext, mapTo } from './eventSourceMapping.support.ts';

let context: Awaited<ReturnType<typeof createTestContext>>;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

test('a record is what Lambda’s documentation shows', async () => {
  const queue = await context.createQueue();
  const [messageId] = await queue.send(['Test message.'], {
    kind: { DataType: 'String', StringValue: 'contact' },
    size: { DataType: 'Number', StringValue: '7' },
    digest: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
  });
  const events: SQSEvent[] = [];
  await mapTo(context, queue, async event => {
    events.push(event);
    return undefined;
  }).pollOnce();

  const timestamp = expect.stringMatching(/^\d{13}$/);
  const lists = { stringListValues: [], binaryListValues: [] };
  expect(events).toEqual([
    {
      Records: [
        {
          messageId,
          receiptHandle: expect.stringMatching(/./),
          body: 'Test message.',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: timestamp,
            SenderId: expect.any(String),
            ApproximateFirstReceiveTimestamp: timestamp,
          },
          messageAttributes: {
            kind: { dataType: 'String', stringValue: 'contact', ...lists },
            size: { dataType: 'Number', stringValue: '7', ...lists },
            digest: { dataType: 'Binary', binaryValue: 'AQL/', ...lists },
          },
          md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
          md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventSource: 'aws:sqs',
          eventSourceARN: queue.arn,
          awsRegion: 'us-east-1',
        },
      ],
    },
  ]);
});
