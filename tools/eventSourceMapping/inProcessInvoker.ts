import type { Context, SQSEvent } from 'aws-lambda';
import { type Clock, systemClock } from '../clock.ts';
import type { Invoke, InvokeResult } from './invoke.ts';
import { lambdaContext } from './lambdaContext.ts';

export interface InProcessInvokerOptions {
  readonly functionName: string;
  /** The function's timeout, in ms of the clock. */
  readonly timeoutMs: number;
  /** The system's where absent. A handler's work takes real time: under a faster clock it times out earlier. */
  readonly clock?: Clock;
}

/**
 * Invokes a handler of this process as Lambda would: with a copy of the event, a context of its
 * own, its answer as JSON. What it throws is a function error, and so is taking longer than the
 * timeout; unlike on Lambda, such a handler then runs on unseen.
 */
export function inProcessInvoker(
  handler: (event: SQSEvent, context: Context) => unknown,
  { functionName, timeoutMs, clock = systemClock }: InProcessInvokerOptions,
): Invoke {
  const timeOut = async (signal: AbortSignal): Promise<InvokeResult> => {
    await clock.sleep(timeoutMs, signal);
    return { functionError: `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds` };
  };

  const run = async (event: SQSEvent, context: Context): Promise<InvokeResult> => {
    try {
      const answer: unknown = await handler(event, context);
      // The Node runtime answers undefined with null.
      return { payload: JSON.stringify(answer ?? null) };
    } catch (error) {
      return { functionError: `Unhandled: ${error}` };
    }
  };

  return async event => {
    const context = lambdaContext({ functionName, timeoutMs, clock });
    const answered = new AbortController();
    try {
      return await Promise.race([run(structuredClone(event), context), timeOut(answered.signal)]);
    } finally {
      answered.abort();
    }
  };
}
