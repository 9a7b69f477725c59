import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { EventSourceMappingSettings } from './settings.ts';
import { toRecord } from './toRecord.ts';

/**
 * One ReceiveMessage, with all attributes.
 *
 * @param count 1 to 10
 * @param waitSeconds how long the queue waits for a first message, 0 to 20
 * @throws the SDK's error
 */
export async function receive(
  settings: EventSourceMappingSettings,
  count: number,
  waitSeconds: number,
): Promise<SQSRecord[]> {
  const { sqs, queueUrl, queueArn, visibilityTimeoutSeconds } = settings;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: count,
      WaitTimeSeconds: waitSeconds,
      VisibilityTimeout: visibilityTimeoutSeconds,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages.map(message => toRecord(message, queueArn));
}
