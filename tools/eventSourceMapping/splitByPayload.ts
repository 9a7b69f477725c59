import type { SQSEvent, SQSRecord } from 'aws-lambda';

/**
 * The most that a synchronous invocation takes, in bytes ("6 MB"):
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const payloadLimit = 6 * 1024 * 1024;

const frameBytes = Buffer.byteLength(JSON.stringify({ Records: [] }));

/** What a record takes up in an event's JSON, metadata and comma included, in bytes. */
export const recordBytes = (record: SQSRecord): number =>
  Buffer.byteLength(JSON.stringify(record)) + 1;

/**
 * Parts records, in order, into events that an invocation takes. One event as a rule: only ten
 * messages near SQS's 1 MiB are too much for it, even at the smallest batch size. The metadata counts:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 *
 * @param limit in bytes; a record over it gets an event of its own
 */
export function splitByPayload(
  records: readonly SQSRecord[],
  limit: number = payloadLimit,
): SQSEvent[] {
  const events: SQSEvent[] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const bytes = recordBytes(record);
    const last = events.at(-1);
    if (last !== undefined && used + bytes <= limit) {
      last.Records.push(record);
      used += bytes;
    } else {
      events.push({ Records: [record] });
      used = frameBytes + bytes;
    }
  }
  return events;
}
