import { MESSAGE_BYTES } from '../pipeline/ports.ts';

/** Messages in a batch; its bytes are limited as one message's are. */
const BATCH_COUNT = 10;

/**
 * Packs bodies into batches, in order, by count and by bytes.
 *
 * @param bodies each within the limit of one message
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const packBodies = (bodies: readonly string[]): string[][] => {
  const batches: string[][] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === BATCH_COUNT || bytes + size > MESSAGE_BYTES) {
      batches.push([body]);
      bytes = size;
    } else {
      batch.push(body);
      bytes += size;
    }
  }
  return batches;
};
