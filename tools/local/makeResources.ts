import { devNull } from 'node:os';
import { createQueues, type LocalQueues, localAccount } from './createQueues.ts';
import { createTable } from './createTable.ts';
import { type Engines, startEngines } from './engines.ts';
import { type Environment, environments } from './environments.ts';
import { secretToken } from './secretToken.ts';
import type { Stack } from './stack/stack.ts';
import { startSecrets } from './startSecrets.ts';

export interface ResourcesOptions {
  readonly data?: string;
  readonly timeScale: number;
  /** Whether the engines try to listen where they always do, so that a line of the AWS CLI can be kept. */
  readonly usualPorts: boolean;
}

export interface Resources {
  readonly engines: Engines;
  readonly table: string;
  readonly queues: LocalQueues;
  readonly secrets: { readonly endpoint: string };
  /** The last segment of the webhook URL. */
  readonly token: string;
  /** What leads each function here, by the function's key. */
  readonly environments: Readonly<Record<string, Environment>>;
  stop(): Promise<void>;
}

/** Where people are used to find DynamoDB Local and ElasticMQ. */
const knownPorts = { dynamodb: 8000, sqs: 9324 };

/** Starts the engines, and makes in them all that `serverless.yml` lists under `resources`. */
export async function makeResources(
  stack: Stack,
  { data, timeScale, usualPorts }: ResourcesOptions,
): Promise<Resources> {
  const { region } = stack;
  const engines = await startEngines({
    region,
    ...(data === undefined ? {} : { data }),
    ...(usualPorts ? { ports: knownPorts } : {}),
  });
  try {
    const { name: table } = await createTable(engines.dynamodb.client, stack.table);
    const queues = await createQueues(engines.sqs, stack.queues, { timeScale });
    const token = secretToken(stack.secret, data);
    const secretArn = `arn:aws:secretsmanager:${region}:${localAccount}:secret:${stack.secret.name}-local1`;
    const secrets = await startSecrets({
      name: stack.secret.name,
      arn: secretArn,
      value: JSON.stringify({ [stack.secret.tokenKey]: token }),
    });
    const { events, deadLetters } = queues;
    return {
      engines,
      table,
      queues,
      secrets,
      token,
      environments: environments(stack.functions, {
        resources: {
          [stack.table.logicalId]: {
            ref: table,
            arn: `arn:aws:dynamodb:${region}:${localAccount}:table/${table}`,
          },
          [stack.queues.events.logicalId]: { ref: events.url, arn: events.arn },
          [stack.queues.deadLetters.logicalId]: { ref: deadLetters.url, arn: deadLetters.arn },
          [stack.secret.logicalId]: { ref: secretArn, arn: secretArn },
        },
        pseudo: {
          'AWS::Region': region,
          'AWS::AccountId': localAccount,
          'AWS::Partition': 'aws',
          'AWS::StackName': `${stack.service}-${stack.stage}`,
        },
        shared: {
          AWS_REGION: region,
          AWS_CONFIG_FILE: devNull,
          AWS_SHARED_CREDENTIALS_FILE: devNull,
          AWS_ACCESS_KEY_ID: engines.credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: engines.credentials.secretAccessKey,
          AWS_ENDPOINT_URL_DYNAMODB: engines.dynamodb.endpoint,
          AWS_ENDPOINT_URL_SQS: engines.sqs.endpoint,
          AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
        },
      }),
      async stop() {
        await secrets.stop();
        await engines.stop();
      },
    };
  } catch (error) {
    await engines.stop();
    throw error;
  }
}
