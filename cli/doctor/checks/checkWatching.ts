import {
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  type Statistic,
} from '@aws-sdk/client-cloudwatch';
import { counted } from '../../show/numbers.ts';
import { DEPLOY, type Finding, failure, must, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { queueName } from '../queueName.ts';

/** The alarm `OldestEventAlarm` rings at as much: seconds. */
const OLD = 600;
const MINUTES = 15;

/** The alarms: that they are there, and which of them ring. */
export const checkAlarms = async (patient: Patient): Promise<readonly Finding[]> => {
  const names = (await patient.resources())('AWS::CloudWatch::Alarm');
  if (names.size === 0)
    return [failure('alarms', 'none: nobody is told when something fails', DEPLOY)];
  const { MetricAlarms = [] } = await patient.cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [...names.values()], MaxRecords: 100 }),
  );
  const states = new Map(MetricAlarms.map(alarm => [alarm.AlarmName, alarm.StateValue]));
  const gone = [...names].filter(([, name]) => !states.has(name)).map(([id]) => id);
  const ringing = [...names].filter(([, name]) => states.get(name) === 'ALARM').map(([id]) => id);
  return [
    must(
      gone.length === 0,
      'alarms',
      gone.length === 0 ? counted(names.size, 'alarm') : `gone: ${gone.join(', ')}`,
      'somebody deleted them, which a deploy does not notice: docs/operations.md, What a deploy does not mend',
    ),
    ringing.length === 0
      ? ok('ringing', 'none')
      : failure('ringing', ringing.join(', '), 'docs/operations.md tells what each asks of you'),
  ];
};

/** For how long the oldest event has waited: CloudWatch alone knows, and some minutes late. */
export const checkOldestEvent = async ({
  cloudWatch,
  connection,
  now,
}: Patient): Promise<readonly Finding[]> => {
  const end = now();
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: queueName(connection.queues.events) }],
      StartTime: new Date(end - MINUTES * 60_000),
      EndTime: new Date(end),
      Period: 60,
      Statistics: ['Maximum' satisfies Statistic],
    }),
  );
  const newest = Datapoints.reduce<(typeof Datapoints)[number] | undefined>(
    (a, b) => (a !== undefined && Number(a.Timestamp) > Number(b.Timestamp) ? a : b),
    undefined,
  );
  // Of a queue that nobody has used for six hours CloudWatch counts nothing.
  if (newest === undefined)
    return [ok('oldest event', `nothing counted within ${MINUTES} minutes`)];
  const seconds = newest.Maximum ?? 0;
  return [
    seconds > OLD
      ? warning(
          'oldest event',
          `has waited for ${counted(Math.round(seconds / 60), 'minute')}`,
          'look whether consume fails or is throttled (docs/operations.md, OldestEventAlarm)',
        )
      : ok('oldest event', seconds === 0 ? 'none waits' : `has waited for ${seconds} s`),
  ];
};
