import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from '../pipeline/deadLetterQueue.ts';

const BATCH_COUNT = 10;
const PARALLEL = 8;

/**
 * The dead-letter queue on SQS, for those who read it.
 *
 * @param waitSeconds how long it is waited for a first letter. Waiting asks all of SQS's servers, so that an empty answer
 *   is one; without, it may be that of a few. A stand-in has one server.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export const createDeadLetterQueue = (
  client: SQSClient,
  queueUrl: string,
  waitSeconds = 1,
): DeadLetterQueue => ({
  receive: async hideSeconds => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: BATCH_COUNT,
        VisibilityTimeout: hideSeconds,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes }) => ({
      id: MessageId,
      receipt: ReceiptHandle,
      body: Body,
      sentAt: Number(Attributes?.SentTimestamp ?? 0),
    }));
  },

  // One whose visibility ended meanwhile is back already: what the queue says of it does not matter.
  giveBack: receipts =>
    inBatches(receipts, async batch => {
      await client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map((receipt, index) => ({
            Id: String(index),
            ReceiptHandle: receipt,
            VisibilityTimeout: 0,
          })),
        }),
      );
    }),

  remove: receipts =>
    inBatches(receipts, async batch => {
      const { Failed = [] } = await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map((receipt, index) => ({ Id: String(index), ReceiptHandle: receipt })),
        }),
      );
      if (Failed.length > 0) throw new Error('the queue did not delete every letter');
    }),

  count: async () => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return Object.values(Attributes).reduce((sum, each) => sum + Number(each), 0);
  },
});

const inBatches = async (
  receipts: readonly string[],
  send: (batch: readonly string[]) => Promise<void>,
): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(receipts.length / BATCH_COUNT) }, (_, index) =>
    receipts.slice(index * BATCH_COUNT, (index + 1) * BATCH_COUNT),
  );
  const worker = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift())
      await send(batch);
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, batches.length) }, worker));
};
