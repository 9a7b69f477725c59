import { describe, expect, test } from '@jest/globals';
import { canaryEvent, leaks } from '../support/bridge/canary.ts';

describe('the canaries', () => {
  const token = 'T'.repeat(43);
  const event = JSON.stringify(canaryEvent(1));

  test.each([
    ['a body', event],
    ['a body in a line of JSON', JSON.stringify({ body: event })],
    ['a body in base64', JSON.stringify({ body: Buffer.from(event).toString('base64') })],
    [
      'a body in base64, a byte later',
      JSON.stringify({ body: Buffer.from(` ${event}`).toString('base64') }),
    ],
    [
      'a body in base64, two bytes later',
      JSON.stringify({ body: Buffer.from(`[ ${event}`).toString('base64') }),
    ],
    ['a name', 'Canary 1'],
    ['an e-mail address', 'canary-1@example.invalid'],
    ['a phone number', '+12025550101'],
    ["a bot's number", '12025550100'],
    ['a path', 'POST /webhooks/x'],
    ['the token', `token ${token}`],
    ['a stack trace', 'Error: no\n    at receive (file:///var/task/receive.mjs:1:2)'],
  ])('are seen in %s', (_, line) => {
    expect(leaks(`{"level":"INFO"}\n${line}\n`, token)).toHaveLength(1);
  });

  test('are not seen where there is none', () => {
    expect(leaks('{"level":"INFO","message":"batch","messages":10}\n', token)).toEqual([]);
  });
});
