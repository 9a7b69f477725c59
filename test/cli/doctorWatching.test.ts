import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { changeAnswer, expectAlone, findNotWell } from './support/expectFindings.ts';
import { type ExaminedStage, startExaminedStage } from './support/startExaminedStage.ts';

let stage: ExaminedStage;
beforeAll(async () => {
  stage = await startExaminedStage();
});
afterAll(() => stage.stop());
beforeEach(() => stage.context.clear());
afterEach(() => stage.heal());

describe('of what watches', () => {
  const alarm = (AlarmName: string, StateValue: string) => ({ AlarmName, StateValue });

  test('it sees alarms that ring, by the names that the page has', async () => {
    const alarms = [alarm('alarm-1', 'ALARM'), alarm('alarm-2', 'INSUFFICIENT_DATA')];
    changeAnswer(stage, 'DescribeAlarms', { MetricAlarms: alarms });
    await expectAlone(stage, ['failure', 'ringing', /^DeadLettersAlarm$/, /docs\/operations\.md/]);
  });

  test('it sees alarms that are gone, and a stack without any', async () => {
    changeAnswer(stage, 'DescribeAlarms', { MetricAlarms: [alarm('alarm-1', 'OK')] });
    await expectAlone(stage, ['failure', 'alarms', /^gone: OldestEventAlarm$/, /does not notice/]);
    stage.facts.resources = Object.fromEntries(
      Object.entries(stage.facts.resources).filter(([id]) => !id.endsWith('Alarm')),
    );
    await expectAlone(stage, ['failure', 'alarms', /^none/, /deploy this version/]);
  });

  test('it sees events that wait for long, and is content where nothing was counted', async () => {
    const metric = (age: object[]): void => {
      const well = stage.facts.answers.GetMetricStatistics;
      stage.facts.answers = {
        ...stage.facts.answers,
        GetMetricStatistics: (asked, engine) =>
          asked.MetricName === 'ApproximateAgeOfOldestMessage'
            ? { Datapoints: age }
            : (well?.(asked, engine) ?? {}),
      };
    };
    const now = Date.now() / 1000;
    metric([
      { Timestamp: now - 60, Maximum: 1200 },
      { Timestamp: now - 120, Maximum: 0 },
    ]);
    await expectAlone(stage, ['warning', 'oldest event', /^has waited for 20 minutes$/, /consume/]);
    metric([
      { Timestamp: now - 120, Maximum: 1200 },
      { Timestamp: now - 60, Maximum: 30 },
    ]);
    expect(await findNotWell(stage)).toEqual([]);
    metric([]);
    expect(await findNotWell(stage)).toEqual([]);
  });
});

describe('of the last event', () => {
  const contact = (date: string, id = 'c') => ({
    contact: { id },
    title: 'flow',
    bot: { id: 'b' },
    service: 'telegram',
    date: Date.parse(date) / 1000,
  });
  const received = (receivedAt: string) => ({ receivedAt });
  const nothingCounted = (): void => changeAnswer(stage, 'GetMetricStatistics', { Datapoints: [] });

  test('it sees that there was none', async () => {
    nothingCounted();
    await expectAlone(stage, ['warning', 'last event', /^none within 14 days$/, /crm url/]);
  });

  test('it still says so where the table is gone', async () => {
    nothingCounted();
    stage.facts.outputs = { ...stage.facts.outputs, TableName: 'no-such-table' };
    const found = await findNotWell(stage);
    expect(found).toMatchObject([
      { state: 'failure', what: 'table', seen: 'is gone' },
      { state: 'failure', what: 'deletion protection', seen: 'is gone' },
      { state: 'warning', what: 'last event', seen: 'none within 14 days' },
    ]);
  });

  test('it goes by the newest contacts where nothing is counted', async () => {
    nothingCounted();
    const at = new Date(Date.now() - 86_400_000).toISOString();
    await stage.context.apply([contact(at)], received(at));
    expect(await findNotWell(stage)).toEqual([]);
    const { stdout } = await stage.crm(['doctor']);
    expect(stdout).toContain(`${at.slice(0, 19).replace('T', ' ')} UTC, or later`);
  });

  test('it does not take a contact of last year for a sign of life', async () => {
    nothingCounted();
    const at = '2025-03-01T12:00:00.000Z';
    await stage.context.apply([contact(at)], received(at));
    const seen = /none within 14 days; a contact had one on 2025-03-01 12:00:00 UTC/;
    await expectAlone(stage, ['warning', 'last event', seen, /crm url/]);
  });
});
