import { SendMessageBatchCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Finding } from '../../cli/doctor/finding.ts';
import { type ExaminedStage, startExaminedStage } from './support/startExaminedStage.ts';

let stage: ExaminedStage;
beforeAll(async () => {
  stage = await startExaminedStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.heal());

/** What the doctor finds; whatever it says, the token is not in it. */
const examine = async (now = Date.now()) => {
  const { status, stdout, stderr } = await stage.crm(['doctor', '--json'], { now });
  expect(stdout + stderr).not.toContain(stage.token);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { status, findings };
};

const setQueue = (queue: 'events' | 'deadLetters', Attributes: Record<string, string>) =>
  stage.context.engines.sqs.client.send(
    new SetQueueAttributesCommand({ QueueUrl: stage.context.queues[queue].url, Attributes }),
  );

describe('a stage that is well', () => {
  test('is found well, from the door to the table, and nothing is changed', async () => {
    const before = stage.secret.value;
    const rows = await stage.context.rows();
    const { status, findings } = await examine();
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings.map(({ what }) => what)).toEqual([
      'stack',
      'secret',
      'right token',
      'route',
      'wrong token',
      'clock',
      'receive',
      'consume',
      'event source mapping',
      'partial responses',
      'concurrency',
      'redrive',
      'events are kept',
      'dead letters are kept',
      'queue',
      'dead letters',
      'visibility',
      'oldest event',
      'table',
      'index byLookup',
      'deletion protection',
      'expiry',
      'recovery',
      'alarms',
      'ringing',
      'last event',
    ]);
    expect(status).toBe(0);
    expect([stage.secret.value, await stage.context.rows()]).toEqual([before, rows]);
    expect([await stage.context.take('events'), await stage.context.take('deadLetters')]).toEqual([
      [],
      [],
    ]);
  });

  test('is told line by line to a person, without the token', async () => {
    const { status, stdout, stderr } = await stage.crm(['doctor']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ok {7}redrive {16}after 5 receives$/m);
    expect(stdout).toMatch(/^ok .* last event +was queued in the hour from 2\d{3}-/m);
    expect(stdout).not.toContain(stage.token);
  });

  test('makes CloudFormation list its resources once, however many ask', async () => {
    stage.aws.asked.length = 0;
    await examine();
    expect(stage.aws.asked.filter(each => each === 'DescribeStackResources')).toHaveLength(1);
  });
});

test('each line that is not well has its remedy, and a failure is status 1', async () => {
  stage.facts.stackStatus = 'UPDATE_ROLLBACK_FAILED';
  const { status, stdout, stderr } = await stage.crm(['doctor']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^FAILURE +stack +UPDATE_ROLLBACK_FAILED\n +→ CloudFormation’s events/m);
  expect(stderr).toBe('crm: 1 failure: each has what to do beside it\n');
});

test('a warning alone is status 0', async () => {
  stage.facts.stackStatus = 'UPDATE_IN_PROGRESS';
  const { status, findings } = await examine();
  expect(status).toBe(0);
  expect(findings).toContainEqual(
    expect.objectContaining({ state: 'warning', what: 'stack', seen: 'UPDATE_IN_PROGRESS' }),
  );
});

describe('in the queues it sees', () => {
  test.each<[string, 'events' | 'deadLetters', Record<string, string>, RegExp]>([
    ['visibility', 'events', { VisibilityTimeout: '30' }, /^30 s, for a consumer of 30 s$/],
    ['events are kept', 'events', { MessageRetentionPeriod: '345600' }, /^4 days$/],
    ['dead letters are kept', 'deadLetters', { MessageRetentionPeriod: '86400' }, /^1 day$/],
  ])('a wrong setting: %s', async (what, queue, attributes, seen) => {
    await setQueue(queue, attributes);
    const { status, findings } = await examine();
    await setQueue('events', { VisibilityTimeout: '181', MessageRetentionPeriod: '1209600' });
    await setQueue('deadLetters', { MessageRetentionPeriod: '1209600' });
    expect(status).toBe(1);
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([
      {
        state: 'failure',
        what,
        seen: expect.stringMatching(seen),
        remedy: expect.stringContaining(
          `aws sqs set-queue-attributes --queue-url ${stage.context.queues[queue].url}`,
        ),
      },
    ]);
  });

  test('a redrive that gives up too soon, and one that leads elsewhere', async () => {
    const deadLetterTargetArn = stage.context.queues.deadLetters.arn;
    const redrive = async (policy: unknown): Promise<unknown> => {
      await setQueue('events', { RedrivePolicy: JSON.stringify(policy) });
      const { findings } = await examine();
      return findings.find(({ what }) => what === 'redrive');
    };
    expect(await redrive({ deadLetterTargetArn, maxReceiveCount: 1 })).toMatchObject({
      state: 'failure',
      seen: 'after 1 receive',
    });
    const events = stage.context.queues.events.arn;
    expect(await redrive({ deadLetterTargetArn: events, maxReceiveCount: 5 })).toMatchObject({
      state: 'failure',
      seen: expect.stringContaining('does not lead to the dead letters'),
    });
    // The console writes a string.
    expect(await redrive({ deadLetterTargetArn, maxReceiveCount: '5' })).toMatchObject({
      state: 'ok',
    });
  });

  test('dead letters, which warn, and events that wait, of which it only tells', async () => {
    const send = (queue: 'events' | 'deadLetters') =>
      stage.context.engines.sqs.client.send(
        new SendMessageBatchCommand({
          QueueUrl: stage.context.queues[queue].url,
          Entries: ['a', 'b'].map(Id => ({ Id, MessageBody: '{}' })),
        }),
      );
    await Promise.all([send('events'), send('deadLetters')]);
    const { status, findings } = await examine();
    await Promise.all([stage.context.take('events'), stage.context.take('deadLetters')]);
    expect(status).toBe(0);
    expect(findings).toContainEqual({ state: 'ok', what: 'queue', seen: '2 events waiting' });
    expect(findings).toContainEqual({
      state: 'warning',
      what: 'dead letters',
      seen: 'about 2',
      remedy: expect.stringContaining('crm dead-letters'),
    });
  });
});
