import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SecretStore } from '../../lib/pipeline/rotateToken.ts';
import type { Connection } from '../connect/connection.ts';
import type { Resources } from './readResources.ts';

/** A deployed stage, to be looked at. */
export interface Patient {
  readonly connection: Connection;
  readonly stack: string;
  /** What the stack is made of; asked once, however many look. */
  readonly resources: () => Promise<Resources>;
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly secret: SecretStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
