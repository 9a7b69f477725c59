import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { Clock } from '../clock.ts';

interface LambdaContextOptions {
  readonly functionName: string;
  /** The function's timeout, in ms of the clock. */
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/**
 * The context of one invocation that begins now:
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export function lambdaContext({ functionName, timeoutMs, clock }: LambdaContextOptions): Context {
  const endsAt = clock.now() + timeoutMs;
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  // The runtime of Node 24 has these no more; the types still do.
  const gone = () => {
    throw new Error('a handler answers by its promise');
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `${day}/[$LATEST]${randomBytes(16).toString('hex')}`,
    getRemainingTimeInMillis: () => Math.max(0, endsAt - clock.now()),
    done: gone,
    fail: gone,
    succeed: gone,
  };
}
