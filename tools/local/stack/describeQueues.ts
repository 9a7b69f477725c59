import {
  at,
  isThere,
  type Node,
  type Resources,
  referredId,
  StackError,
  wholeNumber,
} from './configReader.ts';
import { localName } from './localName.ts';
import type { QueueDescription, Stack } from './stack.ts';

/** SQS's limits and defaults: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const limits = {
  VisibilityTimeout: [0, 43_200],
  MessageRetentionPeriod: [60, 1_209_600],
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1_024, 1_048_576],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  maxReceiveCount: [1, 1_000],
} as const;
const defaultVisibilityTimeout = 30;
const defaultRetention = 345_600;

/**
 * The queue that feeds the consumer, and the one that its redrive policy names.
 *
 * @param eventsId the logical id that the function's event names, at `eventPath`
 */
export function describeQueues(
  queues: Resources,
  eventsId: string,
  eventPath: string,
): Stack['queues'] {
  const found = (id: string) => queues.find(([logicalId]) => logicalId === id);
  const events = found(eventsId);
  if (events === undefined) {
    throw new StackError(eventPath, `names ${eventsId}, which is no AWS::SQS::Queue here`);
  }
  const redrive = at(events[1], 'Properties', 'RedrivePolicy');
  if (!isThere(redrive)) {
    throw new StackError(redrive.path, 'is missing: an event that fails would go round for ever');
  }
  const target = at(redrive, 'deadLetterTargetArn');
  const targetId = referredId(target.value);
  if (targetId === undefined) {
    throw new StackError(target.path, 'must be the !GetAtt <queue>.Arn of a queue');
  }
  const deadLetters = found(targetId);
  if (deadLetters === undefined || targetId === eventsId) {
    throw new StackError(target.path, `names ${targetId}, which is no other AWS::SQS::Queue here`);
  }
  return {
    events: {
      ...queueOf(events),
      maxReceiveCount: wholeNumber(at(redrive, 'maxReceiveCount'), limits.maxReceiveCount),
    },
    deadLetters: queueOf(deadLetters),
  };
}

function queueOf([logicalId, node]: readonly [string, Node]): QueueDescription {
  // A queue may go without any properties.
  const written = at(node, 'Properties');
  const properties = isThere(written) ? written : { ...written, value: {} };
  const number = (name: keyof typeof limits) => {
    const property = at(properties, name);
    return isThere(property) ? wholeNumber(property, limits[name]) : undefined;
  };
  const others = ['DelaySeconds', 'MaximumMessageSize', 'ReceiveMessageWaitTimeSeconds'] as const;
  return {
    logicalId,
    name: localName(logicalId),
    visibilityTimeoutSeconds: number('VisibilityTimeout') ?? defaultVisibilityTimeout,
    retentionSeconds: number('MessageRetentionPeriod') ?? defaultRetention,
    attributes: Object.fromEntries(
      others.flatMap(name => {
        const value = number(name);
        return value === undefined ? [] : [[name, String(value)]];
      }),
    ),
  };
}
