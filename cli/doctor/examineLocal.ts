import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Connection } from '../connect/connection.ts';
import { patience, SOONER } from '../connect/patience.ts';
import type { World } from '../world.ts';
import { checkLocalLastEvent } from './checks/checkLastEvent.ts';
import { checkQueues } from './checks/checkQueues.ts';
import { checkLocalRoute } from './checks/checkRoute.ts';
import { checkKeys } from './checks/checkTable.ts';
import { type Finding, look } from './finding.ts';

/** Looks at the stack that runs here. It has neither alarms nor recovery: what it has is looked at. */
export const examineLocal = async (
  connection: Connection,
  { environment }: World,
): Promise<readonly Finding[]> => {
  const { table, webhookUrl = '' } = connection;
  const waits = patience(environment, SOONER);
  const sqs = new SQSClient({ ...waits, ...connection.clientOptions('sqs') });
  const dynamodb = new DynamoDBClient({ ...waits, ...connection.clientOptions('dynamodb') });
  try {
    const findings = await Promise.all([
      checkLocalRoute(webhookUrl),
      look('queues', '', () => checkQueues(sqs, connection)),
      look('table', '', () => checkKeys(dynamodb, table)),
      look('last event', '', () => checkLocalLastEvent(dynamodb, table)),
    ]);
    return findings.flat();
  } finally {
    sqs.destroy();
    dynamodb.destroy();
  }
};
