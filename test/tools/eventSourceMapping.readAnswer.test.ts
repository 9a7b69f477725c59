import { describe, expect, test } from '@jest/globals';
import { readAnswer } from '../../tools/eventSourceMapping/readAnswer.ts';

const batch = ['a', 'b', 'c'];
const failedOf = (payload: string, reports = true) =>
  readAnswer({ payload }, batch, reports).failed;
const reporting = (...itemIdentifiers: unknown[]) =>
  JSON.stringify({
    batchItemFailures: itemIdentifiers.map(itemIdentifier => ({ itemIdentifier })),
  });

describe('with ReportBatchItemFailures', () => {
  test.each([
    ['an empty list of failures', '{"batchItemFailures":[]}'],
    ['a null list of failures', '{"batchItemFailures":null}'],
    ['no list of failures', '{"failures":[{"itemIdentifier":"a"}]}'],
    ['a list under a misspelt key', '{"batchItemFailure":[{"itemIdentifier":"a"}]}'],
    ['an empty object', '{}'],
    ['null', 'null'],
    ['no payload', ''],
    ['an empty text', '""'],
    ['an empty list', '[]'],
  ])('%s means that the whole batch succeeded', (_, payload) => {
    expect(failedOf(payload)).toEqual([]);
  });

  test.each([
    ['text that is not JSON', 'done'],
    ['JSON that breaks off', '{"batchItemFailures":['],
    ['an empty itemIdentifier', reporting('')],
    ['a null itemIdentifier', reporting(null)],
    ['a number as itemIdentifier', reporting(1)],
    ['a list as itemIdentifier', reporting(['a'])],
    ['an itemIdentifier under a wrong key', '{"batchItemFailures":[{"itemIdentifer":"a"}]}'],
    ['a failure without a key', '{"batchItemFailures":[{}]}'],
    ['a message that is not of the batch', reporting('d')],
    ['one message of the batch and one that is not', reporting('a', 'd')],
    ['one message of the batch and one without a name', reporting('a', '')],
    ['an id in place of a failure', '{"batchItemFailures":["a"]}'],
    ['null in place of a failure', '{"batchItemFailures":[null]}'],
    ['an object in place of the list', '{"batchItemFailures":{"itemIdentifier":"a"}}'],
    ['a text in place of the list', '{"batchItemFailures":"a"}'],
    ['a text as answer', '"done"'],
    ['a number as answer', '200'],
    ['a list as answer', '[{"itemIdentifier":"a"}]'],
  ])('%s means that the whole batch failed, with a problem to report', (_, payload) => {
    const answer = readAnswer({ payload }, batch, true);
    expect(answer.failed).toEqual(batch);
    expect(answer.problem).toEqual(expect.any(String));
  });

  test('the messages named have failed, and no others', () => {
    expect(readAnswer({ payload: reporting('b') }, batch, true)).toEqual({ failed: ['b'] });
    expect(failedOf(reporting('c', 'a'))).toEqual(['c', 'a']);
  });

  test('a message named twice has failed once', () => {
    expect(failedOf(reporting('b', 'b'))).toEqual(['b']);
  });

  test('keys beside the list change nothing', () => {
    expect(failedOf('{"batchItemFailures":[{"itemIdentifier":"a","why":1}],"n":2}')).toEqual(['a']);
  });
});

describe('without ReportBatchItemFailures', () => {
  test.each([reporting('a'), reporting(''), 'done', '"done"', '{}', 'null', ''])(
    'the answer %p means that the whole batch succeeded',
    payload => {
      expect(failedOf(payload, false)).toEqual([]);
    },
  );
});

test.each([true, false])(
  'a function error fails the whole batch, whether failures are reported (%p) or not',
  reports => {
    expect(readAnswer({ functionError: 'Unhandled' }, batch, reports)).toEqual({
      failed: batch,
      problem: 'Unhandled',
    });
  },
);
