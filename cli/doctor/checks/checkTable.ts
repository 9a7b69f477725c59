import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { type Finding, look, must, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** The table of a deployed stage: keys, index, protection, expiry, recovery. */
export const checkTable = async ({
  dynamodb,
  connection,
}: Patient): Promise<readonly Finding[]> => {
  const table = { TableName: connection.table };
  const update = (what: string, options: string): string =>
    `aws dynamodb update-${what} ${options} --table-name ${connection.table}`;
  const findings = await Promise.all([
    look('table', 'dynamodb:DescribeTable', () => checkKeys(dynamodb, connection.table)),
    look('deletion protection', 'dynamodb:DescribeTable', async () => {
      const { Table } = await dynamodb.send(new DescribeTableCommand(table));
      return [
        Table?.DeletionProtectionEnabled === true
          ? ok('deletion protection', 'on')
          : warning('deletion protection', 'off', update('table', '--deletion-protection-enabled')),
      ];
    }),
    look('expiry', 'dynamodb:DescribeTimeToLive', async () => {
      const { TimeToLiveDescription: expiry } = await dynamodb.send(
        new DescribeTimeToLiveCommand(table),
      );
      const status = expiry?.TimeToLiveStatus ?? 'unknown';
      const on = status === 'ENABLED' && expiry?.AttributeName === 'ttl';
      const seen = on
        ? 'on ttl'
        : `${status}${expiry?.AttributeName === undefined ? '' : ` on ${expiry.AttributeName}`}`;
      return [
        must(
          on,
          'expiry',
          seen,
          update('time-to-live', '--time-to-live-specification Enabled=true,AttributeName=ttl'),
        ),
      ];
    }),
    look('recovery', 'dynamodb:DescribeContinuousBackups', async () => {
      const { ContinuousBackupsDescription: backups } = await dynamodb.send(
        new DescribeContinuousBackupsCommand(table),
      );
      const status = backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
      const seen = `to a point in time: ${status ?? 'unknown'}`;
      return [
        must(
          status === 'ENABLED',
          'recovery',
          seen,
          update(
            'continuous-backups',
            '--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true',
          ),
        ),
      ];
    }),
  ]);
  return findings.flat();
};

/** That the table and its index are there and answer. */
export const checkKeys = async (
  dynamodb: DynamoDBClient,
  name: string,
): Promise<readonly Finding[]> => {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
  const index = Table?.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === 'byLookup');
  return [
    checkState('table', Table?.TableStatus),
    checkState('index byLookup', index?.IndexStatus),
  ];
};

const checkState = (what: string, status: string | undefined): Finding => {
  if (status === 'CREATING' || status === 'UPDATING')
    return warning(what, status, 'look again in a few minutes');
  const remedy = 'look at the table in the console of DynamoDB';
  return must(status === 'ACTIVE', what, status ?? 'is not there', remedy);
};
