import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import { HttpProblem } from './httpProblem.ts';
import { publishMetrics } from './metrics.ts';

/**
 * Whatever went wrong, the sender is told to repeat: nothing was answered with 2xx, and a repeat is safe. Only the
 * error's name is logged, since its text may hold what was sent.
 */
export const unavailable = (logger: Logger): MiddlewareObj => ({
  onError: request => {
    if (request.error instanceof HttpProblem) return;
    logger.error('not durable', { error: request.error?.name });
    publishMetrics({ NotDurable: 1 });
    request.error = new HttpProblem(503, 'not stored: please send it again');
  },
});
