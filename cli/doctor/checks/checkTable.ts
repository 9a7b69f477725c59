import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type Finding, look, must, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** The table: keys, index, protection, expiry, recovery. */
export const checkTable = async ({
  dynamodb,
  connection,
}: Patient): Promise<readonly Finding[]> => {
  const table = { TableName: connection.table };
  const again = 'deploy again: serverless.yml has it right';
  return (
    await Promise.all([
      look('table', 'dynamodb:DescribeTable', async () => {
        const { Table } = await dynamodb.send(new DescribeTableCommand(table));
        const index = Table?.GlobalSecondaryIndexes?.find(
          ({ IndexName }) => IndexName === 'byLookup',
        );
        return [
          must(
            Table?.TableStatus === 'ACTIVE',
            'table',
            Table?.TableStatus ?? 'unknown',
            'wait, and look again',
          ),
          must(
            index !== undefined,
            'index byLookup',
            index?.IndexStatus ?? (index ? 'there' : 'not there'),
            again,
          ),
          Table?.DeletionProtectionEnabled
            ? must(true, 'deletion protection', 'on', again)
            : warning('deletion protection', 'off', again),
        ];
      }),
      look('expiry', 'dynamodb:DescribeTimeToLive', async () => {
        const { TimeToLiveDescription: expiry } = await dynamodb.send(
          new DescribeTimeToLiveCommand(table),
        );
        const on = expiry?.TimeToLiveStatus === 'ENABLED' && expiry.AttributeName === 'ttl';
        return [must(on, 'expiry', on ? 'on ttl' : (expiry?.TimeToLiveStatus ?? 'unknown'), again)];
      }),
      look('recovery', 'dynamodb:DescribeContinuousBackups', async () => {
        const { ContinuousBackupsDescription: backups } = await dynamodb.send(
          new DescribeContinuousBackupsCommand(table),
        );
        const status =
          backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus ?? 'unknown';
        return [must(status === 'ENABLED', 'recovery', `to a point in time: ${status}`, again)];
      }),
    ])
  ).flat();
};
