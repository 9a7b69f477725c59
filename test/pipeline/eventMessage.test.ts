import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeEventMessage, encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import { anyJson } from '../webhook/anyText.ts';

const received_at = '2026-03-01T12:00:00.000Z';

describe('an event on its way', () => {
  test.each([
    '{"contact":{"id":17841400000000001}}',
    '{ "a" : 1e400, "a" : 0.10 }',
    '{"text":"}\\"{","event":{}}',
    '[]',
  ])('%s arrives letter by letter', raw => {
    const body = encodeEventMessage({ received_at, raw });
    expect(decodeEventMessage(body)).toEqual({ received_at, raw });
    expect(JSON.parse(body)).toEqual({ received_at, event: JSON.parse(raw) });
  });

  test('arrives with the meaning that it had, whatever it is', () => {
    fc.assert(
      fc.property(anyJson, value => {
        const raw = JSON.stringify(value);
        const arrived = decodeEventMessage(encodeEventMessage({ received_at, raw }));
        expect(JSON.parse(arrived?.raw ?? '')).toEqual(JSON.parse(raw));
      }),
    );
  });

  test('that nests 100,000 levels deep arrives too', () => {
    const raw = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(decodeEventMessage(encodeEventMessage({ received_at, raw }))?.raw).toBe(raw);
  });
});

test.each([
  ['nothing', ''],
  ['another JSON', '{"event":{}}'],
  ['a time that is none', '{"received_at":"yesterday","event":{}}'],
  ['other keys in front', '{"event":{},"received_at":"2026-03-01T12:00:00.000Z"}'],
  ['a body cut off', `{"received_at":"${received_at}","event":{"a":1`],
  ['a dead letter', '{"reason":"not an object","event":7}'],
])('%s is no message of ours', (_, body) => {
  expect(decodeEventMessage(body)).toBeUndefined();
});
