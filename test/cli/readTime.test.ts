import { expect, test } from '@jest/globals';
import { readTime } from '../../cli/read/readTime.ts';

const NOW = Date.parse('2026-03-10T12:34:56.789Z');

test.each([
  ['2026-03-01', '2026-03-01T00:00:00.000Z', '2026-03-01T23:59:59.999Z'],
  ['2026-03-01 12:30', '2026-03-01T12:30:00.000Z', '2026-03-01T12:30:59.999Z'],
  ['2026-03-01T12:30:15Z', '2026-03-01T12:30:15.000Z', '2026-03-01T12:30:15.999Z'],
  ['2026-03-01T12:30:15.25+02:00', '2026-03-01T10:30:15.250Z', '2026-03-01T10:30:15.250Z'],
  ['today', '2026-03-10T00:00:00.000Z', '2026-03-10T23:59:59.999Z'],
  ['yesterday', '2026-03-09T00:00:00.000Z', '2026-03-09T23:59:59.999Z'],
  ['7d', '2026-03-03T12:34:56.789Z', '2026-03-03T12:34:56.789Z'],
  ['90m', '2026-03-10T11:04:56.789Z', '2026-03-10T11:04:56.789Z'],
])('%s is %s since and %s until', (text, since, until) => {
  expect(readTime(text, 'since', NOW)).toBe(since);
  expect(readTime(text, 'until', NOW)).toBe(until);
});

test.each([
  '',
  'soon',
  '2026-02-30',
  '2026-13-01',
  '26-03-01',
  '2026-03-01 25:00',
  '7y',
  '-7d',
  '01.03.2026',
])('%j is refused', text => {
  expect(() => readTime(text, 'since', NOW)).toThrow(/--since does not understand that time/);
});
