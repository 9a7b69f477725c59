import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Connection } from '../../connect/connection.ts';
import { counted } from '../../show/numbers.ts';
import { type Finding, must, ok, warning } from '../finding.ts';

const FOURTEEN_DAYS = 14 * 86_400;
const MANY = 1000;

/** The queues' settings, and how much is in them. */
export const checkQueues = async (
  sqs: SQSClient,
  { queues }: Connection,
  consumeTimeout: number | undefined,
): Promise<readonly Finding[]> => {
  const [events, deadLetters] = await Promise.all([
    attributesOf(sqs, queues.events),
    attributesOf(sqs, queues.deadLetters),
  ]);
  const again = 'deploy again: serverless.yml has it right';
  const receives = Number(
    (JSON.parse(events.RedrivePolicy ?? '{}') as { maxReceiveCount?: unknown }).maxReceiveCount ??
      0,
  );
  const visibility = Number(events.VisibilityTimeout);
  const waiting =
    Number(events.ApproximateNumberOfMessages) +
    Number(events.ApproximateNumberOfMessagesNotVisible);
  const letters =
    Number(deadLetters.ApproximateNumberOfMessages) +
    Number(deadLetters.ApproximateNumberOfMessagesNotVisible);
  return [
    must(receives === 5, 'redrive', `after ${receives} receives`, again),
    ...[events, deadLetters].map((queue, index) =>
      must(
        Number(queue.MessageRetentionPeriod) === FOURTEEN_DAYS,
        `${index === 0 ? 'events' : 'dead letters'} are kept`,
        `${Number(queue.MessageRetentionPeriod) / 86_400} days`,
        again,
      ),
    ),
    ...(consumeTimeout === undefined
      ? []
      : [
          must(
            visibility >= 6 * consumeTimeout,
            'visibility',
            `${visibility} s, for a consumer of ${consumeTimeout} s`,
            again,
          ),
        ]),
    waiting > MANY
      ? warning(
          'queue',
          `${counted(waiting, 'event')} waiting`,
          'look whether consume fails or is throttled (docs/operations.md, OldestEventAlarm)',
        )
      : ok('queue', `${counted(waiting, 'event')} waiting`),
    letters > 0
      ? warning(
          'dead letters',
          `about ${letters}`,
          'crm dead-letters tells why; they are kept for 14 days',
        )
      : ok('dead letters', 'none'),
  ];
};

const attributesOf = async (
  sqs: SQSClient,
  url: string,
): Promise<Readonly<Partial<Record<string, string>>>> =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] })))
    .Attributes ?? {};
