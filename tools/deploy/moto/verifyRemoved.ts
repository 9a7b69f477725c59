import { deepEqual, ok } from 'node:assert/strict';
import type { Deployed } from './readDeployed.ts';
import type { Verification } from './verification.ts';

interface Scanned {
  readonly Count: number;
}

/** Checks that a removed stack has left its table, with what is in it, and nothing else. */
export const verifyRemoved = async (
  { aws, check }: Verification,
  { outputs }: Deployed,
): Promise<void> => {
  const table = outputs.TableName ?? '';
  await check('the table is still there, with its rows', async () => {
    const scan = ['--table-name', table, '--select', 'COUNT'];
    const { Count: rows } = (await aws('dynamodb', 'scan', ...scan)) as Scanned;
    ok(rows > 0);
  });
  await check('nothing else is', async () => {
    const lists = [
      ['sqs', 'list-queues', 'QueueUrls'],
      ['lambda', 'list-functions', 'Functions'],
      ['lambda', 'list-event-source-mappings', 'EventSourceMappings'],
      ['iam', 'list-roles', 'Roles'],
      ['logs', 'describe-log-groups', 'logGroups'],
      ['sns', 'list-topics', 'Topics'],
      ['secretsmanager', 'list-secrets', 'SecretList'],
      ['cloudwatch', 'list-dashboards', 'DashboardEntries'],
      ['s3api', 'list-buckets', 'Buckets'],
    ] as const;
    const left = await Promise.all(
      lists.map(async ([service, command, key]) => {
        const answer = (await aws(service, command)) as
          | Readonly<Record<string, unknown[]>>
          | undefined;
        return answer?.[key] ?? [];
      }),
    );
    deepEqual(left.flat(), []);
  });
};
