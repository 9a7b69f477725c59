import type { InvokeResult } from './invoke.ts';

export interface Answer {
  /** The messages that go back to the queue, as ids; the others of the batch are done. */
  readonly failed: readonly string[];
  /** Why the whole batch failed, when it did. */
  readonly problem?: string;
}

const allDone: Answer = { failed: [] };

/**
 * Which messages of a batch failed, by Lambda's table of success and failure conditions:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 *
 * @param messageIds those of the batch
 * @param reportBatchItemFailures whether the mapping has `ReportBatchItemFailures`; without it an answer's content means nothing
 */
export function readAnswer(
  result: InvokeResult,
  messageIds: readonly string[],
  reportBatchItemFailures: boolean,
): Answer {
  const allFailed = (problem: string): Answer => ({ failed: messageIds, problem });
  if ('functionError' in result) return allFailed(result.functionError);
  if (!reportBatchItemFailures || result.payload === '') return allDone;

  const response = parse(result.payload);
  if (response === undefined) return allFailed('the answer is not JSON');
  if (isEmpty(response)) return allDone;
  if (!isObject(response) || Array.isArray(response)) return allFailed('the answer is no object');

  // An object without the list counts as an empty answer: a misspelt key acknowledges everything.
  const failures = response.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return allFailed('batchItemFailures is no list');

  const failed = failures.map(failure => (isObject(failure) ? failure.itemIdentifier : undefined));
  const ofBatch = new Set<unknown>(messageIds);
  const isOfBatch = (id: unknown): id is string => ofBatch.has(id);
  if (!failed.every(isOfBatch)) {
    return allFailed('batchItemFailures has an itemIdentifier that names no message of the batch');
  }
  return { failed: [...new Set(failed)] };
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * "An empty EventResponse", "a null EventResponse". That an empty text and an empty list count as
 * empty too is not on that page; mappings of streams are known to take them so. Any other scalar
 * is on no page: what is not known to have worked goes back to the queue.
 */
const isEmpty = (response: unknown): boolean =>
  response === null || response === '' || (Array.isArray(response) && response.length === 0);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
