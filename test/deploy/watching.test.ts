import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { idleCost } from '../../tools/deploy/idleCost.ts';
import { type PackagedStack, packageStack } from '../../tools/deploy/packageStack.ts';
import { resourcesOfType } from '../../tools/deploy/template.ts';

let stack: PackagedStack;
beforeAll(async () => {
  stack = await packageStack(process.cwd(), { stage: 'prod' });
});
afterAll(() => stack?.remove());

const propertiesOf = (id: string) => stack.template.Resources[id]?.Properties ?? {};
const ofType = (type: string) =>
  resourcesOfType(stack.template, type).map(([id, resource]) => ({ id, ...resource }));

describe('the alarms', () => {
  test('all go to the topic, when they begin and when they end', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm');
    expect(alarms.length).toBeGreaterThanOrEqual(10);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: 'AlarmsTopic' }]);
      expect(Properties.OKActions).toEqual([{ Ref: 'AlarmsTopic' }]);
    }
  });

  test('are quiet without data, but for the one on silence', () => {
    const breaching = ofType('AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => Properties.TreatMissingData !== 'notBreaching',
    );
    expect(breaching.map(({ id }) => id)).toEqual(['SilenceAlarm']);
  });

  test('can be published by CloudWatch of this account alone', () => {
    const { PolicyDocument } = propertiesOf('AlarmsTopicPolicy') as {
      PolicyDocument: { Statement: readonly { Effect: string }[] };
    };
    expect(PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]);
  });

  test('mail nobody, and do not watch for silence, unless asked to', () => {
    const { Parameters = {}, Conditions = {}, Resources } = stack.template;
    expect([Parameters.AlarmEmail?.Default, Number(Parameters.SilentHours?.Default)]).toEqual([
      '',
      0,
    ]);
    expect([Resources.AlarmsMail?.Condition, Resources.SilenceAlarm?.Condition]).toEqual(
      Object.keys(Conditions),
    );
  });

  test('each have a section in the operations page that says what to do', () => {
    const page = readFileSync('docs/operations.md', 'utf8');
    for (const { id } of ofType('AWS::CloudWatch::Alarm')) expect(page).toContain(`\`${id}\``);
  });
});

describe('the dashboard', () => {
  const body = () => {
    const { DashboardBody } = propertiesOf('Dashboard') as {
      DashboardBody: { 'Fn::Sub': readonly [string, unknown] };
    };
    return DashboardBody['Fn::Sub'][0];
  };

  test('is JSON, and names resources of the stack alone', () => {
    expect(() => JSON.parse(body())).not.toThrow();
    const named = [...body().matchAll(/\$\{(\w+)(\.\w+)?\}/g)].map(([, id = '']) => id);
    const known = new Set([...Object.keys(stack.template.Resources), 'alarm']);
    expect(named.filter(id => !known.has(id))).toEqual([]);
  });

  test('shows every alarm that is always there', () => {
    for (const { id, Condition } of ofType('AWS::CloudWatch::Alarm')) {
      if (Condition === undefined) expect(body()).toContain(`:\${${id}}`);
    }
  });

  test('asks for at most ten metrics of our own, each of this stage', () => {
    const own = [...body().matchAll(/\["CrmBridge", "(\w+)", "service", "([\w-]+)"/g)];
    expect(new Set(own.map(([, name]) => name)).size).toBeLessThanOrEqual(10);
    expect(new Set(own.map(([, , service]) => service))).toEqual(new Set(['crm-bridge-prod']));
    expect(body().split('CrmBridge')).toHaveLength(own.length + 1);
  });

  test('knows the index by its name', () => {
    const [index] = propertiesOf('CrmTable').GlobalSecondaryIndexes as [{ IndexName: string }];
    expect(body()).toContain(`"GlobalSecondaryIndexName", "${index.IndexName}"`);
  });
});

describe('an idle stack', () => {
  test('costs less than five dollars a month, the alarm on silence too', () => {
    const lines = idleCost(stack.template, { silence: true });
    expect(lines.every(({ count }) => count > 0)).toBe(true);
    expect(sum(lines.map(({ dollars }) => dollars))).toBeLessThan(5);
  });

  test('costs what the operations page says', () => {
    const page = readFileSync('docs/operations.md', 'utf8');
    const lines = idleCost(stack.template);
    for (const { what, count, dollars } of lines) {
      expect(page).toContain(
        `| ${count.toLocaleString('en-US')} | ${what} | $${dollars.toFixed(2)} |`,
      );
    }
    expect(page).toContain(`**$${sum(lines.map(({ dollars }) => dollars)).toFixed(2)}**`);
  });

  const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
});
