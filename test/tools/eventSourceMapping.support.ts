import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { buildApp } from 'fauxqs';
import { systemClock } from '../../tools/clock.ts';
import { createEventSourceMapping } from '../../tools/eventSourceMapping/createEventSourceMapping.ts';
import { inProcessInvoker } from '../../tools/eventSourceMapping/inProcessInvoker.ts';
import type {
  BatchOutcome,
  EventSourceMappingSettings,
} from '../../tools/eventSourceMapping/settings.ts';

const region = 'us-east-1';
const arnOf = (name: string) => `arn:aws:sqs:${region}:000000000000:${name}`;

/** A queue engine of this process with the real client. */
export async function createTestContext() {
  const app = buildApp({ logger: false });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: address, region, credentials, maxAttempts: 1 });
  let queues = 0;

  /** A queue with a dead-letter queue behind it. */
  async function createQueue({ visibilitySeconds = 0, maxReceiveCount = 5 } = {}) {
    queues += 1;
    const [name, deadLetters] = [`events-${queues}`, `dead-letters-${queues}`];
    const deadLetterTargetArn = arnOf(deadLetters);
    await sqs.send(new CreateQueueCommand({ QueueName: deadLetters }));
    await sqs.send(
      new CreateQueueCommand({
        QueueName: name,
        Attributes: {
          VisibilityTimeout: String(visibilitySeconds),
          RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
        },
      }),
    );
    const url = `${address}/000000000000/${name}`;
    return {
      url,
      arn: arnOf(name),
      async send(bodies: readonly string[], attributes?: Record<string, MessageAttributeValue>) {
        const ids: string[] = [];
        for (const MessageBody of bodies) {
          const { MessageId } = await sqs.send(
            new SendMessageCommand({ QueueUrl: url, MessageBody, MessageAttributes: attributes }),
          );
          ids.push(String(MessageId));
        }
        return ids;
      },
      /** Messages in the queue, hidden or not. */
      size: () => sizeOf(url),
      async deadLetters() {
        const QueueUrl = `${address}/000000000000/${deadLetters}`;
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        return Messages;
      },
    };
  }

  async function sizeOf(QueueUrl: string) {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return (
      Number(Attributes.ApproximateNumberOfMessages) +
      Number(Attributes.ApproximateNumberOfMessagesNotVisible)
    );
  }

  return {
    sqs,
    createQueue,
    async stop() {
      sqs.destroy();
      await app.close();
    },
  };
}

type Context = Awaited<ReturnType<typeof createTestContext>>;
type Queue = Awaited<ReturnType<Context['createQueue']>>;
type Handler = (event: SQSEvent) => Promise<SQSBatchResponse | undefined>;

/** A mapping from the queue to the handler, and what it reported. */
export function mapTo(
  { sqs }: Context,
  queue: Queue,
  handler: Handler,
  changes: Partial<EventSourceMappingSettings> = {},
) {
  const errors: unknown[] = [];
  const outcomes: BatchOutcome[] = [];
  const mapping = createEventSourceMapping({
    sqs,
    queueUrl: queue.url,
    queueArn: queue.arn,
    batchSize: 10,
    windowSeconds: 0,
    reportBatchItemFailures: true,
    invoke: inProcessInvoker(handler, { functionName: 'consume', timeoutMs: 30_000 }),
    clock: systemClock,
    onError: error => errors.push(error),
    onBatch: outcome => outcomes.push(outcome),
    ...changes,
  });
  return { ...mapping, errors, outcomes };
}

/** The batches that a handler got, as bodies with receive counts, `a×1`. */
export function recorder(answer: Handler = async () => ({ batchItemFailures: [] })) {
  const batches: string[][] = [];
  const handler: Handler = event => {
    batches.push(
      event.Records.map(({ body, attributes }) => `${body}×${attributes.ApproximateReceiveCount}`),
    );
    return answer(event);
  };
  return { batches, handler };
}

/** Reports as failed the messages that have one of these bodies. */
export const failing =
  (...bodies: string[]): Handler =>
  async ({ Records }) => ({
    batchItemFailures: Records.filter(({ body }) => bodies.includes(body)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  });
