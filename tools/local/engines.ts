import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { startDynamodb } from './engines/startDynamodb.ts';
import { startSqs } from './engines/startSqs.ts';

/** Dummy credentials: the engines accept any, and the AWS CLI insists on some. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

export const localRegion = 'us-east-1';

export interface Engines {
  readonly region: string;
  readonly credentials: typeof localCredentials;
  readonly dynamodb: { readonly endpoint: string; readonly client: DynamoDBClient };
  readonly sqs: { readonly endpoint: string; readonly client: SQSClient };
  /** Ends both engines and both clients. */
  stop(): Promise<void>;
}

export interface EnginesOptions {
  /** Folder that keeps tables and queues over restarts; in memory where absent. */
  readonly data?: string;
  readonly region?: string;
  /** Ports to try first; a free one is taken where these are absent or in use. */
  readonly ports?: { readonly dynamodb: number; readonly sqs: number };
}

/**
 * Starts what stands in for DynamoDB (dynalite) and SQS (fauxqs) within this process, on free
 * ports of 127.0.0.1. Empty: `createTable` and `createQueues` fill them.
 */
export async function startEngines(options: EnginesOptions = {}): Promise<Engines> {
  const { data, region = localRegion, ports = { dynamodb: 0, sqs: 0 } } = options;
  if (data !== undefined) mkdirSync(data, { recursive: true });
  const folder = (name: string) => (data === undefined ? {} : { folder: join(data, name) });
  const [dynamodb, sqs] = await Promise.all([
    startDynamodb({ port: ports.dynamodb, ...folder('table') }),
    startSqs({ port: ports.sqs, region, ...folder('queues') }),
  ]);
  // A copy for each: the SDK notes on the object where the credentials came from.
  const access = () => ({ region, credentials: { ...localCredentials } });
  const dynamodbClient = new DynamoDBClient({ ...access(), endpoint: dynamodb.endpoint });
  const sqsClient = new SQSClient({ ...access(), endpoint: sqs.endpoint });
  return {
    region,
    credentials: localCredentials,
    dynamodb: { endpoint: dynamodb.endpoint, client: dynamodbClient },
    sqs: { endpoint: sqs.endpoint, client: sqsClient },
    async stop() {
      dynamodbClient.destroy();
      sqsClient.destroy();
      await Promise.all([dynamodb.stop(), sqs.stop()]);
    },
  };
}
