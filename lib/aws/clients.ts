import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** As many calls as may be begun at a time, of ten contacts sixteen each: one that waits for a connection would time out. */
const MOST_SOCKETS = 160;

/** A call that hangs must end while there is time left to try again and to answer: milliseconds. */
const patience = (requestTimeout: number, maxAttempts: number) => ({
  maxAttempts,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout,
    throwOnRequestTimeout: true,
    httpsAgent: { maxSockets: MOST_SOCKETS },
    httpAgent: { maxSockets: MOST_SOCKETS },
  },
});

export const createSqsClient = (): SQSClient => new SQSClient(patience(2000, 2));

export const createSecretsClient = (): SecretsManagerClient =>
  new SecretsManagerClient(patience(1000, 2));

/** Numbers that a double cannot hold come back as their digits. */
const readNumber = (digits: string): number | string => {
  const number = Number(digits);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? digits : number;
};

/** Speaks in plain values rather than DynamoDB's typed ones. */
export const toDocumentClient = (client: DynamoDBClient): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(client, {
    // A map with an entry named `constructor` is taken for an instance of a class.
    marshallOptions: { removeUndefinedValues: true, convertClassInstanceToMap: true },
    unmarshallOptions: { wrapNumbers: readNumber },
  });

export const createDocumentClient = (): DynamoDBDocumentClient =>
  toDocumentClient(new DynamoDBClient(patience(3000, 3)));
