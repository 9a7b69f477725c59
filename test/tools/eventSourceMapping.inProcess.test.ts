import { describe, expect, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import { virtualClock } from '../../tools/clock.ts';
import { inProcessInvoker } from '../../tools/eventSourceMapping/inProcessInvoker.ts';

const event = { Records: [{ messageId: '1', body: 'a' }] } as unknown as SQSEvent;

describe('an invoker in process', () => {
  const options = { functionName: 'consume', timeoutMs: 3000 };

  test.each([
    [{ batchItemFailures: [] }, '{"batchItemFailures":[]}'],
    [undefined, 'null'],
    [null, 'null'],
    ['done', '"done"'],
    [{ at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  ])('answers %p as the JSON %s', async (answer, payload) => {
    expect(await inProcessInvoker(async () => answer, options)(event)).toEqual({ payload });
    expect(await inProcessInvoker(() => answer, options)(event)).toEqual({ payload });
  });

  test.each([
    ['a throw', () => JSON.parse('{')],
    ['a rejection', () => Promise.reject(new SyntaxError('not so'))],
    ['an answer that JSON cannot hold', async () => ({ big: 1n })],
  ])('makes %s a function error', async (_, handler) => {
    expect(await inProcessInvoker(handler, options)(event)).toEqual({
      functionError: expect.stringMatching(/^Unhandled: (Syntax|Type)Error: ./),
    });
  });

  test('gives the handler an event of its own, which it may change', async () => {
    const invoke = inProcessInvoker(({ Records }) => Records.pop()?.messageId, options);
    expect(await invoke(event)).toEqual({ payload: '"1"' });
    expect(await invoke(event)).toEqual({ payload: '"1"' });
  });

  test('gives the handler a context whose time runs out by the clock', async () => {
    const clock = virtualClock(Date.UTC(2026, 10, 5));
    const remaining: number[] = [];
    const contexts: Context[] = [];
    const invoke = inProcessInvoker(
      async (_, context) => {
        contexts.push(context);
        remaining.push(context.getRemainingTimeInMillis());
        await clock.sleep(1000);
        remaining.push(context.getRemainingTimeInMillis());
      },
      { ...options, clock },
    );
    const answers = Promise.all([invoke(event), invoke(event)]);
    await clock.untilAsleep(4);
    await clock.advance(1000);
    expect(await answers).toEqual([{ payload: 'null' }, { payload: 'null' }]);
    expect(remaining).toEqual([3000, 3000, 2000, 2000]);
    expect(contexts[0]).toMatchObject({
      functionName: 'consume',
      functionVersion: '$LATEST',
      invokedFunctionArn: expect.stringMatching(/^arn:aws:lambda:.*:function:consume$/),
      logGroupName: '/aws/lambda/consume',
      logStreamName: expect.stringMatching(/^2026\/11\/05\/\[\$LATEST\][0-9a-f]{32}$/),
    });
    expect(contexts[0]?.awsRequestId).not.toBe(contexts[1]?.awsRequestId);
  });

  test('makes taking longer than the timeout a function error', async () => {
    const clock = virtualClock();
    const invoke = inProcessInvoker(() => clock.sleep(3001), { ...options, clock });
    const answer = invoke(event);
    await clock.untilAsleep(2);
    await clock.advance(3000);
    expect(await answer).toEqual({ functionError: 'Task timed out after 3.00 seconds' });
  });
});
