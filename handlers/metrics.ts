import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { readServiceName } from '../lib/settings.ts';

/** The custom metrics: ten at most, with no dimension but the service. Channels and kinds are counted by log queries. */
export type MetricName =
  | 'BatchSize'
  | 'EventsWritten'
  | 'EventsRepeated'
  | 'EventsDropped'
  | 'EventsIgnored'
  | 'DeadLettered'
  | 'MessagesFailed'
  | 'EventDelay'
  | 'EventsRejected'
  | 'NotDurable';

const metrics = new Metrics({ namespace: 'CrmBridge', serviceName: readServiceName() });

/** Publishes values as one record of CloudWatch's embedded metric format; `EventDelay` is in milliseconds. */
export const publishMetrics = (values: Readonly<Partial<Record<MetricName, number>>>): void => {
  for (const [name, value] of Object.entries(values)) {
    metrics.addMetric(
      name,
      name === 'EventDelay' ? MetricUnit.Milliseconds : MetricUnit.Count,
      value,
    );
  }
  metrics.publishStoredMetrics();
};
