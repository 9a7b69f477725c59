import { DescribeAlarmsCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { counted } from '../../show/numbers.ts';
import { timeForPeople } from '../../show/times.ts';
import { type Finding, failure, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { resourcesOf } from './checkStack.ts';

const DAYS = 14;
const HOUR_SECONDS = 3600;

/** The alarms: that they are there, and which of them ring. */
export const checkAlarms = async (patient: Patient): Promise<readonly Finding[]> => {
  const names = await resourcesOf(patient, 'AWS::CloudWatch::Alarm');
  if (names.size === 0)
    return [failure('alarms', 'none', 'deploy again: nobody is told when something fails')];
  const { MetricAlarms = [] } = await patient.cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [...names.values()], MaxRecords: 100 }),
  );
  const ringing = MetricAlarms.filter(({ StateValue }) => StateValue === 'ALARM').map(
    ({ AlarmName }) => AlarmName,
  );
  const ids = [...names].filter(([, name]) => ringing.includes(name)).map(([id]) => id);
  return [
    MetricAlarms.length < names.size
      ? failure(
          'alarms',
          `${names.size - MetricAlarms.length} of ${names.size} are gone`,
          'deploy again',
        )
      : ok('alarms', counted(names.size, 'alarm')),
    ...(ids.length === 0
      ? []
      : [
          failure(
            'alarms',
            `ringing: ${ids.join(', ')}`,
            'docs/operations.md tells what each asks of you',
          ),
        ]),
  ];
};

/** When an event was last accepted: by what SQS counts, to the hour. */
export const checkLastEvent = async ({
  cloudWatch,
  connection,
  now,
}: Patient): Promise<readonly Finding[]> => {
  const end = now();
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/SQS',
      MetricName: 'NumberOfMessagesSent',
      Dimensions: [{ Name: 'QueueName', Value: connection.queues.events.split('/').at(-1) ?? '' }],
      StartTime: new Date(end - DAYS * 86_400_000),
      EndTime: new Date(end),
      Period: HOUR_SECONDS,
      Statistics: ['Sum'],
    }),
  );
  const times = Datapoints.filter(({ Sum = 0 }) => Sum > 0).map(
    ({ Timestamp }) => Timestamp?.toISOString() ?? '',
  );
  const last = times.reduce((a, b) => (a > b ? a : b), '');
  return [
    last === ''
      ? warning(
          'last event',
          `none within ${DAYS} days`,
          'paste the URL (crm url) into the bot, see that its plan has webhooks, and send it a message',
        )
      : ok('last event', `in the hour of ${timeForPeople(last)} UTC`),
  ];
};
