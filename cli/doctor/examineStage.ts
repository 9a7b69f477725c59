import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createSecretStore } from '../../lib/aws/createSecretStore.ts';
import type { Connection } from '../connect/connection.ts';
import { patience, SOONER } from '../connect/patience.ts';
import { BY_ENDPOINT } from '../connect/withStack.ts';
import type { World } from '../world.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { readResources } from './readResources.ts';

/** Looks at a deployed stage. @param stack the name of its stack */
export const examineStage = async (
  connection: Connection,
  stack: string,
  { now, environment }: World,
): Promise<readonly Finding[]> => {
  const options = { ...patience(environment, SOONER), ...connection.clientOptions('dynamodb') };
  const clients = {
    cloudFormation: new CloudFormationClient(options),
    cloudWatch: new CloudWatchClient(options),
    dynamodb: new DynamoDBClient(options),
    lambda: new LambdaClient(options),
    sqs: new SQSClient({ ...options, ...BY_ENDPOINT }),
  };
  const secrets = new SecretsManagerClient(options);
  const secret = createSecretStore(secrets, connection.webhookSecretArn ?? '');
  let asked: ReturnType<typeof readResources> | undefined;
  const resources = () => {
    asked ??= readResources(clients.cloudFormation, stack);
    return asked;
  };
  try {
    return await examine({ ...clients, secret, resources, connection, stack, now });
  } finally {
    for (const client of [...Object.values(clients), secrets]) client.destroy();
  }
};
