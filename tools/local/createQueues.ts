import {
  CreateQueueCommand,
  ListQueuesCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueDescription, Stack } from './stack/stack.ts';

/** The account that every local ARN names: the one that fauxqs uses. */
export const localAccount = '000000000000';

export interface LocalQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
}

export interface LocalQueues {
  readonly events: LocalQueue;
  readonly deadLetters: LocalQueue;
}

export interface CreateQueuesOptions {
  /** How many times faster than written the queues' times run; SQS's grain is a second. */
  readonly timeScale?: number;
}

/**
 * Makes both queues, the redrive from one to the other included. Those that are there already,
 * kept by `--data`, keep their messages and take on the times.
 */
export async function createQueues(
  sqs: { readonly endpoint: string; readonly client: SQSClient },
  queues: Stack['queues'],
  options: CreateQueuesOptions = {},
): Promise<LocalQueues> {
  const { timeScale = 1 } = options;
  const region = await sqs.client.config.region();
  const place = ({ name }: QueueDescription): LocalQueue => ({
    name,
    // Not the URL that fauxqs answers: its host name need not resolve.
    url: `${sqs.endpoint}/${localAccount}/${name}`,
    arn: `arn:aws:sqs:${region}:${localAccount}:${name}`,
  });
  const { events, deadLetters } = queues;
  const made = { events: place(events), deadLetters: place(deadLetters) };
  await createQueue(sqs.client, made.deadLetters, attributesOf(deadLetters, timeScale));
  await createQueue(sqs.client, made.events, {
    ...attributesOf(events, timeScale),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: made.deadLetters.arn,
      maxReceiveCount: events.maxReceiveCount,
    }),
  });
  return made;
}

async function createQueue(
  client: SQSClient,
  queue: LocalQueue,
  attributes: Record<string, string>,
): Promise<void> {
  const { QueueUrls: urls = [] } = await client.send(
    new ListQueuesCommand({ QueueNamePrefix: queue.name }),
  );
  const exists = urls.some(url => url.endsWith(`/${queue.name}`));
  await (exists
    ? client.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: attributes }))
    : client.send(new CreateQueueCommand({ QueueName: queue.name, Attributes: attributes })));
}

function attributesOf(queue: QueueDescription, timeScale: number): Record<string, string> {
  return {
    ...queue.attributes,
    VisibilityTimeout: String(Math.ceil(queue.visibilityTimeoutSeconds / timeScale)),
    // Kept as written: a message that expires while someone looks on helps nobody.
    MessageRetentionPeriod: String(queue.retentionSeconds),
  };
}
