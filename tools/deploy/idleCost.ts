import { resourcesOfType, type Template } from './template.ts';

export interface CostLine {
  readonly what: string;
  readonly count: number;
  /** Dollars a month for all of them, in us-east-1, with nothing of it in the free tier. */
  readonly dollars: number;
}

/**
 * What a price list says of a month, dollars apiece. From AWS's pages of prices, us-east-1, in 2026:
 * https://aws.amazon.com/cloudwatch/pricing/, https://aws.amazon.com/secrets-manager/pricing/, https://aws.amazon.com/sqs/pricing/
 */
const prices = { watchedMetric: 0.1, dashboard: 3, secret: 0.4, request: 0.4 / 1_000_000 };

/** Lambda keeps five long polls of 20 s open on a queue, whatever comes: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const pollers = 5;
const pollSeconds = 20;
const monthSeconds = 30 * 24 * 3600;

/**
 * What a stack costs while no event comes, line by line. Requests, rows, logs and metrics cost by use, and then nothing;
 * the zips in the bucket, a cent at most, are left out.
 *
 * @param silence whether the alarm on silence is wished for
 */
export const idleCost = (template: Template, { silence = false } = {}): readonly CostLine[] => {
  const wished = (type: string) =>
    resourcesOfType(template, type).filter(
      ([, { Condition }]) => silence || Condition === undefined,
    );
  const count = (type: string) => wished(type).length;
  // An alarm is paid for by the metrics that it looks at.
  const metrics = wished('AWS::CloudWatch::Alarm').flatMap(([, { Properties }]) =>
    Array.isArray(Properties.Metrics)
      ? Properties.Metrics.filter(metric => 'MetricStat' in metric)
      : Properties.MetricName,
  );
  const line = (what: string, number: number, price: number): CostLine => ({
    what,
    count: number,
    dollars: Math.round(number * price * 100) / 100,
  });
  const polls = resourcesOfType(template, 'AWS::Lambda::EventSourceMapping').length * pollers;
  return [
    line('dashboard', count('AWS::CloudWatch::Dashboard'), prices.dashboard),
    line('metrics that alarms look at', metrics.length, prices.watchedMetric),
    line('secret', count('AWS::SecretsManager::Secret'), prices.secret),
    line('polls of the empty queue', (polls * monthSeconds) / pollSeconds, prices.request),
  ];
};
