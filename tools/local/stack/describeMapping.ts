import {
  at,
  children,
  isThere,
  items,
  type Node,
  referredId,
  StackError,
  text,
  wholeNumber,
} from './configReader.ts';
import type { MappingDescription } from './stack.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
const defaultBatchSize = 10;
const batchSizes = [1, 10_000] as const;
const windows = [0, 300] as const;
const concurrencies = [2, 1_000] as const;

/**
 * The one `sqs` event of all functions: which function takes batches from which queue, and how.
 *
 * @returns the queue by its logical id, and the node that named it, for messages
 */
export function describeMapping(functions: Node) {
  const found = children(functions).flatMap(([key, node]) =>
    sqsEvents(node).map(event => ({ key, event })),
  );
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new StackError(functions.path, `must have one sqs event in all, not ${found.length}`);
  }
  const { key, event } = first;
  const arn = at(event, 'arn');
  const queueId = referredId(arn.value);
  if (queueId === undefined) {
    throw new StackError(arn.path, 'must be the !GetAtt <queue>.Arn of a queue');
  }
  return { mapping: mappingOf(key, event), queueId, node: arn };
}

function sqsEvents(node: Node): readonly Node[] {
  const events = at(node, 'events');
  if (!isThere(events)) return [];
  return items(events)
    .map(event => at(event, 'sqs'))
    .filter(isThere);
}

function mappingOf(key: string, event: Node): MappingDescription {
  const number = (name: string, limits: readonly [number, number]) => {
    const node = at(event, name);
    return isThere(node) ? wholeNumber(node, limits) : undefined;
  };
  const maximumConcurrency = number('maximumConcurrency', concurrencies);
  const responseType = at(event, 'functionResponseType');
  const batchSize = number('batchSize', batchSizes) ?? defaultBatchSize;
  const windowSeconds = number('maximumBatchingWindow', windows) ?? 0;
  if (batchSize > 10 && windowSeconds === 0) {
    throw new StackError(
      `${event.path}.maximumBatchingWindow`,
      `must be at least 1 where batchSize (${batchSize}) is more than 10: AWS refuses that`,
    );
  }
  return {
    function: key,
    batchSize,
    windowSeconds,
    ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
    reportBatchItemFailures:
      isThere(responseType) && text(responseType) === 'ReportBatchItemFailures',
  };
}
