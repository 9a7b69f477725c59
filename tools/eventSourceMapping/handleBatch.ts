import type { SQSEvent } from 'aws-lambda';
import { deleteMessages } from './deleteMessages.ts';
import type { InvokeResult } from './invoke.ts';
import { readAnswer } from './readAnswer.ts';
import type { EventSourceMappingSettings } from './settings.ts';

/**
 * Invokes the function with one batch and settles it: what is done is deleted, what failed is left
 * alone. Its visibility is not changed, it simply runs out:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-backoff-strategy
 * Lambda's role needs no right to change it either: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 *
 * Never rejects: what goes wrong is reported, and the messages come again.
 */
export async function handleBatch(
  settings: EventSourceMappingSettings,
  event: SQSEvent,
): Promise<void> {
  const { reportBatchItemFailures, onError, onBatch } = settings;
  const messageIds = event.Records.map(({ messageId }) => messageId);
  const result = await invokeOrFail(settings, event);
  const { failed, problem } = readAnswer(result, messageIds, reportBatchItemFailures);
  if (problem !== undefined) {
    onError?.(new Error(`a batch of ${messageIds.length} goes back to the queue: ${problem}`));
  }
  const stays = new Set(failed);
  const done = event.Records.filter(({ messageId }) => !stays.has(messageId));
  const undeleted = await deleteMessages(settings, done);
  onBatch?.({
    messageIds,
    failed,
    undeleted: undeleted.map(({ messageId }) => messageId),
    ...(problem === undefined ? {} : { problem }),
  });
}

async function invokeOrFail(
  { invoke, onError }: EventSourceMappingSettings,
  event: SQSEvent,
): Promise<InvokeResult> {
  try {
    return await invoke(event);
  } catch (error) {
    onError?.(error);
    return { functionError: 'the function could not be invoked' };
  }
}
