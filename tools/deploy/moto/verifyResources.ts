import { deepEqual, equal, ok } from 'node:assert/strict';
import { type Deployed, readDeployed } from './readDeployed.ts';
import type { Verification } from './verification.ts';

interface Table {
  readonly Table: { readonly DeletionProtectionEnabled: boolean };
}
interface Queue {
  readonly Attributes: Readonly<Record<string, string>>;
}

/**
 * Reads what a deploy has made, and checks the parts of it that moto makes in full.
 *
 * @param before the same stack, before it was updated
 */
export const verifyResources = async (
  { aws, check, scratch, stack }: Verification,
  before?: Deployed,
): Promise<Deployed> => {
  const deployed = await check('the functions run the zips that were uploaded', () =>
    readDeployed(aws, stack, scratch),
  );
  const { outputs, mapping, receive, consume } = deployed;
  const table = outputs.TableName ?? '';
  if (before !== undefined) {
    await check('the update keeps table, queues and secret', () => {
      const kept = ({ outputs: o }: Deployed) => [
        o.TableName,
        o.EventsQueueUrl,
        o.DeadLettersQueueUrl,
        o.WebhookSecretArn,
      ];
      deepEqual(kept(deployed), kept(before));
    });
    await check('the update is that of crm.config.ts and of the parameter, and no more', () => {
      equal(receive.environment.TOKEN_CACHE_SECONDS, '60');
      equal(receive.digest, before.receive.digest);
      ok(consume.digest !== before.consume.digest);
    });
    return deployed;
  }
  // Recovery and expiry are left out by moto's CloudFormation: test/deploy has them.
  await check('the table is protected from deletion', async () => {
    const described = (await aws('dynamodb', 'describe-table', '--table-name', table)) as Table;
    equal(described.Table.DeletionProtectionEnabled, true);
  });
  await check(
    'the queue feeds consume, batch by batch, and gives up into the dead letters',
    async () => {
      const asked = ['--queue-url', outputs.EventsQueueUrl ?? '', '--attribute-names', 'All'];
      const { Attributes: queue } = (await aws('sqs', 'get-queue-attributes', ...asked)) as Queue;
      equal(mapping.queueArn, queue.QueueArn);
      ok(mapping.functionArn.endsWith(`:${consume.name}`));
      ok(mapping.reportBatchItemFailures);
      ok(Number(queue.VisibilityTimeout) * 1000 >= 6 * consume.timeoutMs);
      const redrive = JSON.parse(queue.RedrivePolicy ?? '{}') as { deadLetterTargetArn?: string };
      const deadLetters = new URL(outputs.DeadLettersQueueUrl ?? '').pathname.split('/').at(-1);
      equal(redrive.deadLetterTargetArn?.split(':').at(-1), deadLetters);
    },
  );
  await check('each function has a role of its own', () => {
    ok(receive.role !== consume.role);
  });
  return deployed;
};
