import type { SQSRecord } from 'aws-lambda';
import { receive } from './receive.ts';
import type { EventSourceMappingSettings } from './settings.ts';
import { payloadLimit, recordBytes } from './splitByPayload.ts';

/** The most that one ReceiveMessage brings. */
const receiveLimit = 10;

/** How often the queue is looked at within a batching window, in ms of the mapping's clock. */
const lookAgainMs = 200;

export interface Patience {
  /** Seconds that the first receive waits for a message. */
  readonly longPollSeconds: number;
  /** Whether a batch that is not full waits for the end of its window. */
  readonly awaitWindow: boolean;
  /** Ends a window early. */
  readonly signal?: AbortSignal;
}

/**
 * Gathers a batch until it is full, its window over, or its payload at Lambda's limit. A window
 * begins with the reading, that is, when the invocation before it has completed:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 *
 * @returns none when the queue had none. All together may be over the payload limit, by one receive
 * @throws the SDK's error when the first receive fails; a later one is only reported, for the sake of those already received
 */
export async function readBatch(
  settings: EventSourceMappingSettings,
  { longPollSeconds, awaitWindow, signal }: Patience,
): Promise<SQSRecord[]> {
  const { batchSize, windowSeconds, clock, onError } = settings;
  const closesAt = clock.now() + windowSeconds * 1000;
  const batch: SQSRecord[] = [];
  let bytes = 0;
  const take = async (waitSeconds: number): Promise<number> => {
    const count = Math.min(batchSize - batch.length, receiveLimit);
    const records = await receive(settings, count, waitSeconds);
    batch.push(...records);
    for (const record of records) bytes += recordBytes(record);
    return records.length;
  };

  let came = await take(longPollSeconds);
  while (batch.length > 0 && batch.length < batchSize && bytes < payloadLimit) {
    const leftMs = closesAt - clock.now();
    if (leftMs <= 0 || signal?.aborted) break;
    if (came === 0) {
      if (!awaitWindow) break;
      await clock.sleep(Math.min(leftMs, lookAgainMs), signal).catch(() => {});
    }
    try {
      came = await take(0);
    } catch (error) {
      onError?.(error);
      break;
    }
  }
  return batch;
}
