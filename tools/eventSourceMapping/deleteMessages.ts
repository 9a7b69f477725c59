import { DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { EventSourceMappingSettings } from './settings.ts';

const batchLimit = 10;
const attempts = 3;

/**
 * Deletes messages, ten at a time, and tries again what the answer names as `Failed`: it comes with
 * status 200 all the same.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html
 *
 * @returns those that could not be deleted; why has been reported
 */
export async function deleteMessages(
  settings: EventSourceMappingSettings,
  records: readonly SQSRecord[],
): Promise<SQSRecord[]> {
  const undeleted: SQSRecord[] = [];
  for (let at = 0; at < records.length; at += batchLimit) {
    let left = records.slice(at, at + batchLimit);
    for (let attempt = 1; attempt <= attempts && left.length > 0; attempt += 1) {
      left = await deleteOnce(settings, left);
    }
    undeleted.push(...left);
  }
  return undeleted;
}

async function deleteOnce(
  { sqs, queueUrl, onError }: EventSourceMappingSettings,
  records: readonly SQSRecord[],
): Promise<SQSRecord[]> {
  const Entries = records.map(({ receiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
  }));
  try {
    const { Failed = [] } = await sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }),
    );
    const reasons = new Map(Failed.map(({ Id, Code }) => [Id, Code]));
    for (const reason of new Set(reasons.values())) {
      onError?.(new Error(`messages could not be deleted: ${reason}`));
    }
    return records.filter((_, index) => reasons.has(String(index)));
  } catch (error) {
    onError?.(error);
    return [...records];
  }
}
