import { randomBytes } from 'node:crypto';
import config from '../../../crm.config.ts';
import { eraseContact } from '../../../lib/pipeline/eraseContact.ts';
import type { PackagedStack } from '../../../tools/deploy/packageStack.ts';
import { samples } from '../../../tools/simulator/samples.ts';
import type { Call, FaultProxy } from '../../support/bridge/startFaultProxy.ts';
import { type Bridge, createBridge } from '../../support/bridge.ts';
import { zipContainer } from './zipContainer.ts';

/** A call that a function made: the action that IAM asks for, and the logical id of what it was made on. */
export interface RecordedCall {
  readonly role: 'ReceiveRole' | 'ConsumeRole';
  readonly action: string;
  readonly resource: string;
}

/** What IAM calls it, where that is not the operation's own name: a batch is allowed as its single calls are. */
const actions: Readonly<Record<string, string>> = { SendMessageBatch: 'SendMessage' };

/**
 * Drives the zips with traffic that takes every way through the code, and records what the SDK sends: each kind and
 * channel, batches, repeats, a tag that goes, what is no event, what no row can hold, what is erased.
 */
export const recordCalls = async (packaged: PackagedStack): Promise<readonly RecordedCall[]> => {
  const bridge = await createBridge({ start: zipContainer(packaged) });
  const recorded: RecordedCall[] = [];
  const note = (role: RecordedCall['role']) => {
    const calls = [
      ...taken(bridge.sqs).map(call => named('sqs', call)),
      ...taken(bridge.dynamodb).map(call => named('dynamodb', call)),
      ...taken(bridge.secrets).map(call => named('secretsmanager', call)),
    ];
    recorded.push(...calls.map(call => ({ role, ...call })));
  };
  try {
    const play = async (bodies: readonly string[]): Promise<void> => {
      for (const body of bodies) await mustTake(bridge, body);
      note('ReceiveRole');
      await bridge.drain();
      note('ConsumeRole');
    };
    for (const bodies of traffic()) await play(bodies);
    await erase(bridge, 'tagged');
    await play(traffic()[2] ?? []);
    return recorded;
  } finally {
    await bridge.stop();
  }
};

/** Bodies, round by round; a round is consumed before the next. */
const traffic = (): readonly (readonly string[])[] => {
  const now = Date.now();
  const each = samples(now).map(({ body }) => JSON.stringify(body));
  const tagged = (seconds: number, tags: readonly string[], variables = {}) => ({
    contact: { id: 'tagged', tags, variables },
    title: 'Tagged',
    date: Math.floor(now / 1000) + seconds,
  });
  return [
    each,
    each.slice(0, 3),
    [JSON.stringify([tagged(-9, ['a']), tagged(-8, ['a', 'b'])]), '[1, {}]', 'no JSON'],
    [JSON.stringify([tagged(-5, [])])],
    [JSON.stringify([tagged(-3, [], { long: randomBytes(350_000).toString('base64') })])],
  ];
};

/** By the table itself: a person erases, no function of ours. */
const erase = async ({ table }: Bridge, contactId: string): Promise<void> => {
  const pause = async (): Promise<void> => undefined;
  await eraseContact(contactId, { table, config, now: Date.now, pause });
};

const mustTake = async (bridge: Bridge, body: string): Promise<void> => {
  const { status } = await bridge.post(body);
  if (status !== 200 && status !== 400) throw new Error(`answered with ${status}`);
};

const taken = ({ calls }: FaultProxy): readonly Call[] => calls.splice(0);

const named = (service: string, { operation, body }: Call) => ({
  action: `${service}:${actions[operation] ?? operation}`,
  resource: resourceOf(JSON.parse(body) as Readonly<Record<string, unknown>>),
});

const resourceOf = (request: Readonly<Record<string, unknown>>): string => {
  const { QueueUrl, SecretId, TableName, IndexName, RequestItems } = request;
  if (typeof QueueUrl === 'string') {
    return QueueUrl.endsWith('/events') ? 'EventsQueue' : 'DeadLettersQueue';
  }
  if (SecretId !== undefined) return 'WebhookSecret';
  if (IndexName !== undefined) return `CrmTable/index/${IndexName}`;
  if (TableName !== undefined || RequestItems !== undefined) return 'CrmTable';
  throw new Error(`a call on nothing that we know: ${Object.keys(request).join()}`);
};
