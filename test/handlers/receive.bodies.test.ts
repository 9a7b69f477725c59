import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { leaks } from '../support/bridge/canary.ts';
import { type Bridge, createBridge } from '../support/bridge.ts';
import { bodies } from './bodies.ts';

/** What a dead letter keeps of what came, in bytes. */
const KEPT = 256 * 1024;

let bridge: Bridge;
beforeAll(async () => {
  bridge = await createBridge();
});
afterAll(() => bridge.stop());
afterEach(() => expect(leaks(bridge.output(), bridge.token)).toEqual([]));

describe('receive', () => {
  test.each(bodies)('answers $name with $status', async each => {
    const { status, json, headers } = await bridge.post(each.body, {
      base64: each.base64 ?? false,
    });
    expect({ status, json }).toEqual({ status: each.status, json: each.answer });
    expect(headers).toMatchObject({ 'Content-Type': 'application/json' });
    expect(await bridge.take('events')).toHaveLength(each.queued);
    const letters = await bridge.take('deadLetters');
    expect(letters).toMatchObject(each.deadLetters);
    for (const { text } of letters)
      expect(Buffer.byteLength(String(text))).toBeLessThanOrEqual(KEPT);
  });
});
