import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventTime } from '../../lib/webhook/eventTime.ts';
import { parseJson } from '../../lib/webhook/parseJson.ts';

const RECEIVED = Date.parse('2026-03-01T12:00:00.000Z');
const SECOND = 1_772_359_200;
const MINUTE = 60_000;

describe('a date', () => {
  test.each([
    ['seconds', SECOND],
    ['milliseconds', SECOND * 1000],
    ['seconds as text', String(SECOND)],
    ['milliseconds as text', String(SECOND * 1000)],
    ['text with blanks around it', ` ${SECOND} `],
    ['seconds with a fraction of nothing', `${SECOND}.0`],
  ])('in %s is the same moment', (_, date) => {
    expect(eventTime(date, RECEIVED)).toBe(SECOND * 1000);
  });

  test('with a fraction of a second keeps its milliseconds', () => {
    expect(eventTime(SECOND + 0.123, RECEIVED)).toBe(SECOND * 1000 + 123);
  });

  test('of the samples, ten digits in 2021 and 2023, is taken for seconds', () => {
    expect(new Date(eventTime(1_617_401_679, RECEIVED)).toISOString()).toBe(
      '2021-04-02T22:14:39.000Z',
    );
  });

  test('ahead by no more than five minutes is believed', () => {
    expect(eventTime(RECEIVED + 5 * MINUTE, RECEIVED)).toBe(RECEIVED + 5 * MINUTE);
  });

  test('is the same moment in both units, whatever the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e9, max: RECEIVED / 1000 }), second => {
        expect(eventTime(second * 1000, RECEIVED)).toBe(eventTime(second, RECEIVED));
      }),
    );
  });
});

describe('an event counts as of when it was received, where its date', () => {
  test.each([
    ['is absent', undefined],
    ['is null', null],
    ['is true', true],
    ['is an object', { $date: SECOND }],
    ['is a list', [SECOND]],
    ['is blank', ' '],
    ['is a word', 'soon'],
    ['is written out', '2026-03-01T10:00:00Z'],
    ["is PHP's object of one", { date: '2026-03-01 10:00:00.000000', timezone: 'UTC' }],
    ['is zero', 0],
    ['is negative', -SECOND],
    ['is in microseconds', SECOND * 1_000_000],
    ['has eight digits, as 20260301 has', 20_260_301],
    ['is before 2001', 999_999_999],
    ['overflows', parseJson('1e400')],
    ['is more than five minutes ahead', RECEIVED + 5 * MINUTE + 1],
    ['is in the year 2093', 3_881_520_000],
    ['is in the year 2093, in milliseconds', 3_881_520_000_000],
  ])('%s', (_, date) => {
    expect(eventTime(date, RECEIVED)).toBe(RECEIVED);
  });

  test('is anything at all: a time comes out that is not far in the future', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.string(), fc.constant(null)), date => {
        const at = eventTime(date, RECEIVED);
        expect(at).toBeGreaterThanOrEqual(1e12);
        expect(at).toBeLessThanOrEqual(RECEIVED + 5 * MINUTE);
      }),
    );
  });
});
