import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import config from '../crm.config.ts';
import { createDocumentClient, createSqsClient } from '../lib/aws/clients.ts';
import { createQueue } from '../lib/aws/createQueue.ts';
import { createTable } from '../lib/aws/createTable.ts';
import { applyBatch } from '../lib/pipeline/applyBatch.ts';
import { createCatalog } from '../lib/pipeline/catalog.ts';
import { createPause } from '../lib/pipeline/pause.ts';
import { readConsumeSettings } from '../lib/settings.ts';
import { createLogger } from './logger.ts';
import { publishMetrics } from './metrics.ts';

/** Left for what is under way when no new contact is begun: milliseconds. */
const RESERVE_MS = 10_000;

const settings = readConsumeSettings();
const pause = createPause(sleep, Math.random);
const table = createTable(createDocumentClient(), settings.TABLE_NAME, pause);
const deadLetters = createQueue(createSqsClient(), settings.DEAD_LETTERS_QUEUE_URL, {
  now: Date.now,
  pause,
});
const catalog = createCatalog(table);
const logger = createLogger();

const consume = async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  const deadline = Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
  const messages = Records.map(({ messageId, body }) => ({ id: messageId, body }));
  const { failed, troubles, ...counts } = await applyBatch(messages, {
    table,
    catalog,
    deadLetters,
    config,
    now: Date.now,
    pause,
    deadline,
  });
  for (const trouble of troubles) {
    logger.warn(failed.includes(trouble.message_id) ? 'comes again' : 'dead letter', {
      ...trouble,
    });
  }
  logger.info('batch', { messages: messages.length, failed: failed.length, ...counts });
  publishMetrics({
    BatchSize: messages.length,
    EventsWritten: counts.written,
    EventsRepeated: counts.repeats,
    EventsDropped: counts.dropped,
    EventsIgnored: counts.ignored,
    DeadLettered: counts.deadLettered,
    MessagesFailed: failed.length,
    ...(counts.delay !== undefined && { EventDelay: counts.delay }),
  });
  return { batchItemFailures: failed.map(itemIdentifier => ({ itemIdentifier })) };
};

export const handler = middy(consume);
