import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PackagedStack, packageStack } from '../../tools/deploy/packageStack.ts';
import { noFaults } from '../support/bridge/startFaultProxy.ts';
import { type Bridge, createBridge } from '../support/bridge.ts';
import { zipContainer } from './support/zipContainer.ts';

let stack: PackagedStack;
let bridge: Bridge;
beforeAll(async () => {
  stack = await packageStack(process.cwd(), { stage: 'prod' });
  bridge = await createBridge({ start: zipContainer(stack) });
});
afterAll(async () => {
  await bridge?.stop();
  stack?.remove();
});

interface MetricRecord {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly service: string;
}

/** As the dashboard names them: namespace, name, dimension, its value. */
const published = (): readonly string[] => {
  const lines = bridge.output().trimEnd().split('\n');
  const records = lines.filter(line => line.includes('"_aws"'));
  return records.flatMap(line => {
    const { _aws: meta, service } = JSON.parse(line) as MetricRecord;
    return meta.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Metrics.map(({ Name }) => [Namespace, Name, Dimensions.flat().join(), service].join(' ')),
    );
  });
};

test('the dashboard shows the metrics that the deployed functions publish, all of them, of its own stage', async () => {
  await bridge.post('[{"contact":{"id":"ann"},"title":"Flow","date":1700000000}, 1]');
  await bridge.drain();
  bridge.sqs.faults = () => 'refusal';
  await bridge.post('[{"contact":{"id":"bob"},"title":"Flow","date":1700000000}]');
  bridge.sqs.faults = noFaults;

  const { DashboardBody: body } = stack.template.Resources.Dashboard?.Properties ?? {};
  const shown = JSON.stringify(body).matchAll(
    /\[\\"(CrmBridge)\\", \\"(\w+)\\", \\"(\w+)\\", \\"([\w-]+)\\"/g,
  );
  expect(new Set(published())).toEqual(new Set([...shown].map(match => match.slice(1).join(' '))));
});
