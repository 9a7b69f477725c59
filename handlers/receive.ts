import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { createSecretsClient, createSqsClient } from '../lib/aws/clients.ts';
import { createQueue } from '../lib/aws/createQueue.ts';
import { createSecretReader } from '../lib/aws/createSecretReader.ts';
import { createTokenCheck } from '../lib/pipeline/createTokenCheck.ts';
import { createPause } from '../lib/pipeline/pause.ts';
import { type Received, receiveBody } from '../lib/pipeline/receiveBody.ts';
import { readReceiveSettings } from '../lib/settings.ts';
import { HttpProblem } from './httpProblem.ts';
import { createLogger } from './logger.ts';
import { publishMetrics } from './metrics.ts';
import { unavailable } from './unavailable.ts';

/** Left for the answer, and for a call that is under way: milliseconds. */
const RESERVE_MS = 5000;
const GREETING =
  "This is a webhook's URL. Paste it into your bot's settings; events are taken by POST.\n";

const settings = readReceiveSettings();
const patience = { now: Date.now, pause: createPause(sleep, Math.random) };
const sqs = createSqsClient();
const events = createQueue(sqs, settings.EVENTS_QUEUE_URL, patience);
const deadLetters = createQueue(sqs, settings.DEAD_LETTERS_QUEUE_URL, patience);
const isInForce = createTokenCheck({
  fetchSecret: createSecretReader(createSecretsClient(), settings.WEBHOOK_SECRET_ARN),
  now: Date.now,
  maxAgeMs: settings.TOKEN_CACHE_SECONDS * 1000,
});
const logger = createLogger();

const receive = async (
  event: APIGatewayProxyEventV2,
  context: Context,
): Promise<APIGatewayProxyStructuredResultV2> => {
  logger.addContext(context);
  if (event.requestContext.http.method !== 'POST') return { statusCode: 200, body: GREETING };
  if (!(await isInForce(event.pathParameters?.token ?? '')))
    throw new HttpProblem(404, 'Not Found');
  const deadline = Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
  return toAnswer(
    await receiveBody(decodeBody(event), { events, deadLetters, now: Date.now, deadline }),
  );
};

const decodeBody = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): string =>
  isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');

const toAnswer = (received: Received): APIGatewayProxyStructuredResultV2 => {
  if (received.status === 400) {
    logger.warn('body rejected', { reason: received.reason });
    publishMetrics({ EventsRejected: 1 });
    throw new HttpProblem(400, received.reason);
  }
  const { status, accepted, rejected } = received;
  if (rejected.length > 0) {
    logger.warn('events rejected', {
      accepted,
      rejected: rejected.length,
      reason: rejected[0]?.reason,
    });
    publishMetrics({ EventsRejected: rejected.length });
  }
  return {
    statusCode: status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ accepted, rejected }),
  };
};

export const handler = middy(receive)
  .use(httpErrorHandler({ logger: false }))
  .use(unavailable(logger));
