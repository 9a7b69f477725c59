import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Finding } from '../../cli/doctor/finding.ts';
import { type Case, changeAnswer, expectAlone, findNotWell } from './support/expectFindings.ts';
import { type ExaminedStage, startExaminedStage } from './support/startExaminedStage.ts';

let stage: ExaminedStage;
beforeAll(async () => {
  stage = await startExaminedStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.heal());

describe('of the functions', () => {
  test.each<[string, Readonly<Record<string, unknown>>, Case]>([
    [
      'GetEventSourceMapping',
      { State: 'Disabled' },
      ['failure', 'event source mapping', /^Disabled: events wait/, /--enabled --uuid uuid-1$/],
    ],
    [
      'GetEventSourceMapping',
      { State: 'Enabling' },
      ['warning', 'event source mapping', /^Enabling$/, /again in a minute/],
    ],
    [
      'GetEventSourceMapping',
      { FunctionResponseTypes: [] },
      [
        'failure',
        'partial responses',
        /^off/,
        /--function-response-types ReportBatchItemFailures --uuid uuid-1$/,
      ],
    ],
    [
      'GetEventSourceMapping',
      { ScalingConfig: undefined },
      [
        'failure',
        'concurrency',
        /^unbounded$/,
        /--scaling-config MaximumConcurrency=5 --uuid uuid-1$/,
      ],
    ],
  ])('it sees of %s: %j', async (operation, change, found) => {
    changeAnswer(stage, operation, change);
    await expectAlone(stage, found);
  });

  test.each<[Readonly<Record<string, unknown>>, Finding['state'], RegExp]>([
    [{ State: 'Failed' }, 'failure', /^Failed/],
    [{ LastUpdateStatus: 'Failed' }, 'failure', /last update: Failed/],
    [{ LastUpdateStatus: 'InProgress' }, 'warning', /being updated/],
  ])('it sees functions that are %j', async (change, state, seen) => {
    changeAnswer(stage, 'GetFunctionConfiguration', change);
    const found = await findNotWell(stage);
    expect(found.map(each => [each.what, each.state])).toEqual([
      ['receive', state],
      ['consume', state],
    ]);
    expect(found[0]?.seen).toMatch(seen);
  });

  test('it sees a timeout longer than API Gateway waits, and one that the queue does not wait for', async () => {
    changeAnswer(stage, 'GetFunctionConfiguration', { Timeout: 31 });
    expect((await findNotWell(stage)).map(({ what, seen }) => [what, seen])).toEqual([
      ['receive', 'Active, ends after 31 s'],
      ['visibility', '181 s, for a consumer of 31 s'],
    ]);
  });

  test.each([
    ['ConsumeLambdaFunction', 'consume'],
    ['ConsumeEventSourceMappingSQSEventsQueue', 'event source mapping'],
  ])('it sees a stack without its %s', async (id, what) => {
    stage.facts.resources = Object.fromEntries(
      Object.entries(stage.facts.resources).filter(([each]) => each !== id),
    );
    await expectAlone(stage, ['failure', what, /is not there/, /deploy this version/]);
  });
});

describe('of the table', () => {
  test.each<[string, Readonly<Record<string, unknown>>, Case]>([
    [
      'DescribeTimeToLive',
      { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } },
      ['failure', 'expiry', /^DISABLED$/, /update-time-to-live .*AttributeName=ttl/],
    ],
    [
      'DescribeTimeToLive',
      { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'end' } },
      ['failure', 'expiry', /^ENABLED on end$/, /AttributeName=ttl/],
    ],
    [
      'DescribeContinuousBackups',
      {
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
        },
      },
      ['failure', 'recovery', /DISABLED/, /PointInTimeRecoveryEnabled=true/],
    ],
  ])('it sees of %s: %j', async (operation, change, found) => {
    changeAnswer(stage, operation, change);
    await expectAlone(stage, found);
  });

  test('it sees that the table may be deleted, and that its index is gone', async () => {
    changeAnswer(stage, 'DescribeTable', { Table: { TableStatus: 'ACTIVE' } });
    const found = await findNotWell(stage);
    expect(found.map(({ state, what, seen }) => [state, what, seen])).toEqual([
      ['failure', 'index byLookup', 'is not there'],
      ['warning', 'deletion protection', 'off'],
    ]);
    expect(found[1]?.remedy).toContain('--deletion-protection-enabled');
  });
});
