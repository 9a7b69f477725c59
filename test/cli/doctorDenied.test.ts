import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Finding } from '../../cli/doctor/finding.ts';
import { spawnCrm } from './support/spawnCrm.ts';
import { type ExaminedStage, startExaminedStage } from './support/startExaminedStage.ts';

/** Nothing of an error's text may be told, but for the action that AWS names. */
const CANARY = 'arn:aws:iam::123456789012:user/canary';

let stage: ExaminedStage;
beforeAll(async () => {
  stage = await startExaminedStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.heal());

/** What is not well. */
const examine = async () => {
  const { status, stdout, stderr } = await stage.crm(['doctor', '--json']);
  expect(stdout + stderr).not.toContain('canary');
  expect(stdout + stderr).not.toContain(stage.token);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { status, found: findings.filter(({ state }) => state !== 'ok') };
};

const refuse = (operation: string, type: string, message: string): void => {
  stage.facts.errors = { [operation]: { type, message } };
};

const denial = (action: string): string =>
  `User: ${CANARY} is not authorized to perform: ${action} on resource: ${CANARY} because no identity-based policy allows the ${action} action`;

/** By operation: the action, and all looks that take it. */
const TAKES: readonly (readonly [operation: string, action: string, whats: readonly string[]])[] = [
  [
    'DescribeStackResources',
    'cloudformation:DescribeStackResources',
    ['functions', 'event source mapping', 'visibility', 'alarms'],
  ],
  ['GetFunctionConfiguration', 'lambda:GetFunctionConfiguration', ['functions', 'visibility']],
  ['GetEventSourceMapping', 'lambda:GetEventSourceMapping', ['event source mapping']],
  ['DescribeTable', 'dynamodb:DescribeTable', ['table', 'deletion protection']],
  ['DescribeTimeToLive', 'dynamodb:DescribeTimeToLive', ['expiry']],
  ['DescribeContinuousBackups', 'dynamodb:DescribeContinuousBackups', ['recovery']],
  ['DescribeAlarms', 'cloudwatch:DescribeAlarms', ['alarms']],
];

describe('what may not be looked at is a warning that says which permission it takes', () => {
  test.each(TAKES)('%s', async (operation, action, whats) => {
    const type = action.startsWith('cloudformation') ? 'AccessDenied' : 'AccessDeniedException';
    refuse(operation, type, denial(action));
    const { status, found } = await examine();
    expect(status).toBe(0);
    expect(found).toEqual(
      whats.map(what => ({
        state: 'warning',
        what,
        seen: 'may not be looked at',
        remedy: `allow ${action} to see it`,
      })),
    );
  });

  test('where AWS does not say which, all that it takes are named', async () => {
    refuse('GetEventSourceMapping', 'AccessDeniedException', CANARY);
    expect((await examine()).found).toMatchObject([
      {
        what: 'event source mapping',
        remedy:
          'allow cloudformation:DescribeStackResources and lambda:GetEventSourceMapping to see it',
      },
    ]);
  });

  test('the secret: the route is looked at all the same', async () => {
    stage.secrets.faults = () => 'refusal';
    // Or `receive`, which shares the stand-in, could not read it either.
    stage.door.answer = path => ({ status: path.includes('GET') ? 200 : 404, body: '' });
    const { found } = await examine();
    expect(found.map(({ state, what }) => [state, what])).toEqual([
      ['warning', 'secret'],
      ['failure', 'route'],
    ]);
    expect(found[0]?.remedy).toBe('allow secretsmanager:GetSecretValue to see it');
  });

  test('the queues', async () => {
    stage.sqs.faults = () => 'refusal';
    process.env.AWS_ENDPOINT_URL_SQS = stage.sqs.endpoint;
    const { status, found } = await examine();
    expect([status, found.map(({ state, what }) => [state, what])]).toEqual([
      0,
      [
        ['warning', 'queues'],
        ['warning', 'visibility'],
      ],
    ]);
    expect(found[0]?.remedy).toContain('sqs:GetQueueAttributes');
  });

  test('the metrics: the last event is then told by the newest contacts, where there are any', async () => {
    refuse('GetMetricStatistics', 'AccessDenied', denial('cloudwatch:GetMetricStatistics'));
    expect((await examine()).found).toMatchObject([
      { state: 'warning', what: 'oldest event', remedy: expect.stringContaining('cloudwatch:') },
      { state: 'warning', what: 'last event', seen: 'may not be looked at' },
    ]);
    const receivedAt = new Date().toISOString();
    const event = { contact: { id: 'c' }, title: 'flow', bot: { id: 'b' }, service: 'telegram' };
    await stage.context.apply([event], { receivedAt });
    expect((await examine()).found.map(({ what }) => what)).toEqual(['oldest event']);
    await stage.context.clear();
  });
});

describe('what cannot be told otherwise', () => {
  test('AWS is too busy: a warning', async () => {
    refuse('GetEventSourceMapping', 'TooManyRequestsException', CANARY);
    expect(await examine()).toMatchObject({
      status: 0,
      found: [{ state: 'warning', what: 'event source mapping', seen: 'AWS was too busy to tell' }],
    });
  });

  test.each([
    ['GetEventSourceMapping', 'ResourceNotFoundException', ['event source mapping']],
    ['DescribeTable', 'ResourceNotFoundException', ['table', 'deletion protection']],
  ])(
    'somebody deleted it (%s): a failure, which a deploy does not mend',
    async (operation, type, whats) => {
      refuse(operation, type, CANARY);
      const { status, found } = await examine();
      expect(status).toBe(1);
      expect(found.map(({ what }) => what)).toEqual(whats);
      expect(found[0]).toMatchObject({ state: 'failure', seen: 'is gone' });
    },
  );

  test('anything else: a failure with the name of the error', async () => {
    refuse('DescribeTimeToLive', 'SomethingNewException', CANARY);
    expect(await examine()).toMatchObject({
      status: 1,
      found: [{ state: 'failure', seen: 'could not be looked at (SomethingNewException)' }],
    });
  });

  test('nothing listens: a failure that names the network', async () => {
    // In a process of its own: in jest the SDK does not know Node's errors for errors, and drops their codes.
    const environment = { ...process.env, AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:1' };
    const { status, stdout } = await spawnCrm(['doctor', '--stage', 'prod', '--json'], environment);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(status).toBe(1);
    expect(findings.filter(({ state }) => state === 'failure')).toMatchObject([
      { what: 'functions', seen: 'no answer (ECONNREFUSED)' },
      { what: 'event source mapping', seen: 'no answer (ECONNREFUSED)' },
      { what: 'visibility', seen: 'no answer (ECONNREFUSED)' },
    ]);
  });
});
