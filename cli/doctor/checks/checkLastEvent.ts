import { setTimeout as sleep } from 'node:timers/promises';
import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toDocumentClient } from '../../../lib/aws/clients.ts';
import { createQueryTable } from '../../../lib/aws/queryTable.ts';
import { createPause } from '../../../lib/pipeline/pause.ts';
import { minuteForPeople, timeForPeople } from '../../show/times.ts';
import { denialOf } from '../denialOf.ts';
import { type Finding, look, ok, warning } from '../finding.ts';
import { newestActivity } from '../newestActivity.ts';
import type { Patient } from '../patient.ts';
import { queueName } from '../queueName.ts';

const WHAT = 'last event';
const COUNTS = 'cloudwatch:GetMetricStatistics';
const DAYS = 14;
const HOUR_SECONDS = 3600;

/**
 * When an event last came, as well as it can be told: to the hour by what SQS counted, replays included; where nothing is
 * counted or nobody may look, by the newest contacts, of which one had an event then.
 */
export const checkLastEvent = async (patient: Patient): Promise<readonly Finding[]> =>
  look(WHAT, COUNTS, async () => {
    const counted = await lastHour(patient).catch((error: unknown) => {
      if (denialOf(error) === undefined) throw error;
      return null;
    });
    if (typeof counted === 'string')
      return [ok(WHAT, `was queued in the hour from ${minuteForPeople(counted)} UTC`)];
    // What is wrong with the table is told by the looks at it.
    const newest = await newestOf(patient.dynamodb, patient.connection.table).catch(
      () => undefined,
    );
    const recent = newest !== undefined && patient.now() - Date.parse(newest) < DAYS * 86_400_000;
    if (recent) return [ok(WHAT, `${timeForPeople(newest)} UTC, or later`)];
    const known = newest === undefined ? '' : `; a contact had one on ${timeForPeople(newest)} UTC`;
    return counted === null
      ? [warning(WHAT, `may not be looked at${known}`, `allow ${COUNTS} to see it`)]
      : [
          warning(
            WHAT,
            `none within ${DAYS} days${known}`,
            'paste the URL (crm url) into the bot, see that its plan has webhooks, and send it a message',
          ),
        ];
  });

/** The same of the stack that runs here, which counts nothing. */
export const checkLocalLastEvent = async (
  dynamodb: DynamoDBClient,
  table: string,
): Promise<readonly Finding[]> => {
  const newest = await newestOf(dynamodb, table);
  return [
    newest === undefined
      ? warning(WHAT, 'none yet', 'send some: npm run send')
      : ok(WHAT, `${timeForPeople(newest)} UTC, or later`),
  ];
};

/** The last hour in which a message was sent to the queue: ISO 8601. */
const lastHour = async ({ cloudWatch, connection, now }: Patient): Promise<string | undefined> => {
  const end = now();
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/SQS',
      MetricName: 'NumberOfMessagesSent',
      Dimensions: [{ Name: 'QueueName', Value: queueName(connection.queues.events) }],
      StartTime: new Date(end - DAYS * 86_400_000),
      EndTime: new Date(end),
      Period: HOUR_SECONDS,
      Statistics: ['Sum'],
    }),
  );
  const times = Datapoints.filter(({ Sum = 0 }) => Sum > 0).flatMap(({ Timestamp }) =>
    Timestamp === undefined ? [] : [Timestamp.toISOString()],
  );
  return times.length === 0 ? undefined : times.reduce((a, b) => (a > b ? a : b));
};

const newestOf = (client: DynamoDBClient, table: string): Promise<string | undefined> =>
  newestActivity(
    createQueryTable(toDocumentClient(client), table, { pause: createPause(sleep, Math.random) }),
  );
