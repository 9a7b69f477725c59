import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Connection } from '../../connect/connection.ts';
import { counted } from '../../show/numbers.ts';
import { type Finding, failure, must, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { consumeTimeout } from './checkFunctions.ts';

const RECEIVES = 5;
const FOURTEEN_DAYS = 14 * 86_400;
const MANY = 1000;
/** So many timeouts of the function: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const TIMEOUTS = 6;

const REDRIVE = `in the console of SQS, set the redrive of the events: to the dead letters, after ${RECEIVES} receives`;
const setAttribute = (url: string, attribute: string): string =>
  `aws sqs set-queue-attributes --queue-url ${url} --attributes ${attribute}`;
const setRetention = (url: string): string =>
  setAttribute(url, `MessageRetentionPeriod=${FOURTEEN_DAYS}`);

type Attributes = Readonly<Partial<Record<string, string>>>;

/** The queues' settings, and how much is in them. */
export const checkQueues = async (
  sqs: SQSClient,
  { queues, stack }: Pick<Connection, 'queues' | 'stack'>,
): Promise<readonly Finding[]> => {
  const [events, deadLetters] = await Promise.all([
    attributesOf(sqs, queues.events),
    attributesOf(sqs, queues.deadLetters),
  ]);
  const repair = (command: string): string =>
    stack === undefined ? 'start the stack anew with npm start' : command;
  const waiting = messagesIn(events);
  const letters = messagesIn(deadLetters);
  return [
    checkRedrive(events, deadLetters, repair(REDRIVE)),
    checkRetention('events are kept', events, repair(setRetention(queues.events))),
    checkRetention('dead letters are kept', deadLetters, repair(setRetention(queues.deadLetters))),
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

/** That a batch is not given to another while `consume` still has it. */
export const checkVisibility = async (patient: Patient): Promise<readonly Finding[]> => {
  const timeout = await consumeTimeout(patient);
  // That there is no such function is told by another look.
  if (timeout === undefined) return [];
  const events = await attributesOf(patient.sqs, patient.connection.queues.events);
  const visibility = Number(events.VisibilityTimeout);
  const enough = TIMEOUTS * timeout;
  const remedy = setAttribute(patient.connection.queues.events, `VisibilityTimeout=${enough + 1}`);
  const seen = `${visibility} s, for a consumer of ${timeout} s`;
  return [must(visibility >= enough, 'visibility', seen, remedy)];
};

const checkRedrive = (events: Attributes, deadLetters: Attributes, remedy: string): Finding => {
  const policy = JSON.parse(events.RedrivePolicy ?? '{}') as Readonly<Record<string, unknown>>;
  if (policy.deadLetterTargetArn !== deadLetters.QueueArn)
    return failure('redrive', 'does not lead to the dead letters: failed events get lost', remedy);
  // A string, where it was set by the console.
  const receives = Number(policy.maxReceiveCount);
  return must(receives === RECEIVES, 'redrive', `after ${counted(receives, 'receive')}`, remedy);
};

const checkRetention = (
  what: string,
  { MessageRetentionPeriod }: Attributes,
  remedy: string,
): Finding => {
  const seconds = Number(MessageRetentionPeriod);
  const days = Math.round((seconds / 86_400) * 10) / 10;
  return must(seconds === FOURTEEN_DAYS, what, counted(days, 'day'), remedy);
};

/** About: SQS does not count exactly. */
const messagesIn = (queue: Attributes): number =>
  Number(queue.ApproximateNumberOfMessages) + Number(queue.ApproximateNumberOfMessagesNotVisible);

const attributesOf = async (sqs: SQSClient, url: string): Promise<Attributes> =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] })))
    .Attributes ?? {};
