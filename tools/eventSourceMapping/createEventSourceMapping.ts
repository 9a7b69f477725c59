import { checkSettings } from './checkSettings.ts';
import { createSlots } from './createSlots.ts';
import { handleBatch } from './handleBatch.ts';
import { type Patience, readBatch } from './readBatch.ts';
import type { EventSourceMappingSettings } from './settings.ts';
import { splitByPayload } from './splitByPayload.ts';

export interface EventSourceMapping {
  /** Polls from now on. Without effect on one that is started. */
  start(): void;
  /** Begins no further batch, cuts windows short, and resolves when the batches in flight are settled. It can be started again. */
  stop(): Promise<void>;
  /** One round: receive without long polling, gather for the window, invoke, settle. Resolves to the number of messages received; rejects with the SDK's error when the queue cannot be read. */
  pollOnce(): Promise<number>;
  /** Rounds, one after the other, until the queue has no message to give. None of them waits for its window. Messages that failed and are hidden are not waited for. Rejects as `pollOnce`. */
  drain(): Promise<void>;
}

/** "Lambda starts processing five batches at a time": https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const defaultConcurrency = 5;

/** How long a poller leaves alone a queue that it could not read. */
const retryMs = 1000;

/**
 * A local SQS event source mapping, by AWS's documented rules. The README beside this file has the
 * contract, what it leaves out, and which of its times are the clock's.
 *
 * @throws RangeError for settings that CreateEventSourceMapping refuses
 */
export function createEventSourceMapping(given: EventSourceMappingSettings): EventSourceMapping {
  checkSettings(given);
  const { onError = console.error, longPollSeconds = 1, clock } = given;
  const concurrency = given.maximumConcurrency ?? defaultConcurrency;
  const settings = { ...given, onError };
  const slots = createSlots(concurrency);
  let running: { readonly end: AbortController; readonly pollers: Promise<unknown> } | undefined;

  async function round(patience: Patience): Promise<number> {
    // Before reading: a message is not hidden from others while it waits for its turn.
    const giveBack = await slots.take();
    try {
      if (patience.signal?.aborted) return 0;
      const records = await readBatch(settings, patience);
      for (const event of splitByPayload(records)) await handleBatch(settings, event);
      return records.length;
    } finally {
      giveBack();
    }
  }

  async function poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await round({ longPollSeconds, awaitWindow: true, signal });
      } catch (error) {
        onError(error);
        await clock.sleep(retryMs, signal).catch(() => {});
      }
    }
  }

  return {
    start() {
      if (running !== undefined) return;
      const end = new AbortController();
      const pollers = Array.from({ length: concurrency }, () => poll(end.signal));
      running = { end, pollers: Promise.all(pollers) };
    },
    async stop() {
      const ending = running;
      ending?.end.abort();
      await ending?.pollers;
      if (running === ending) running = undefined;
    },
    pollOnce: () => round({ longPollSeconds: 0, awaitWindow: true }),
    async drain() {
      while ((await round({ longPollSeconds: 0, awaitWindow: false })) > 0);
    },
  };
}
