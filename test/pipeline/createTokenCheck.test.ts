import { describe, expect, test } from '@jest/globals';
import { createTokenCheck } from '../../lib/pipeline/createTokenCheck.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-03-01T12:00:00.000Z');

/** A store of the secret that can fail, a clock that is set, and the check over both. */
const aCheck = (secret: unknown = { current: 'token-a' }) => {
  const store = { text: JSON.stringify(secret), fails: false, reads: 0 };
  const clock = { now: START };
  const check = createTokenCheck({
    fetchSecret: async () => {
      store.reads += 1;
      if (store.fails) throw new Error('no answer');
      return store.text;
    },
    now: () => clock.now,
    maxAgeMs: 5 * MINUTE,
  });
  const rotate = (next: unknown) => {
    store.text = JSON.stringify(next);
  };
  const later = (ms: number) => {
    clock.now += ms;
  };
  return { check, store, rotate, later };
};

describe('a token', () => {
  test('that is in force is let in, and any other refused', async () => {
    const { check } = aCheck();
    expect(await check('token-a')).toBe(true);
    for (const other of ['', 'token-', 'token-a ', 'TOKEN-A', '{"current":"token-a"}', '\ud800']) {
      expect(await check(other)).toBe(false);
    }
  });

  test('that was rotated out is let in until its time is up, beside the new one', async () => {
    const previous_until = new Date(START + 2 * MINUTE).toISOString();
    const { check, later } = aCheck({ current: 'token-b', previous: 'token-a', previous_until });
    expect([await check('token-a'), await check('token-b')]).toEqual([true, true]);
    later(2 * MINUTE - 1);
    expect(await check('token-a')).toBe(true);
    later(1);
    expect([await check('token-a'), await check('token-b')]).toEqual([false, true]);
  });

  test('that was rotated out without an end is let in', async () => {
    const { check } = aCheck({ current: 'token-b', previous: 'token-a' });
    expect(await check('token-a')).toBe(true);
  });

  test('that is new is let in at once, though the cache does not know it', async () => {
    const { check, rotate, later } = aCheck();
    expect(await check('token-a')).toBe(true);
    later(1000);
    rotate({ current: 'token-b', previous: 'token-a' });
    expect([await check('token-b'), await check('token-a')]).toEqual([true, true]);
  });

  test('that was retired is refused within five minutes', async () => {
    const { check, rotate, later } = aCheck();
    expect(await check('token-a')).toBe(true);
    rotate({ current: 'token-b' });
    later(5 * MINUTE);
    expect(await check('token-a')).toBe(false);
  });
});

describe('the secret', () => {
  test('is read once for many requests with a good token', async () => {
    const { check, store, later } = aCheck();
    for (let request = 0; request < 20; request += 1) {
      expect(await check('token-a')).toBe(true);
      later(1000);
    }
    expect(store.reads).toBe(1);
  });

  test('is read once a second at most, however many bad tokens come', async () => {
    const { check, store, later } = aCheck();
    for (let request = 0; request < 100; request += 1) {
      expect(await check(`guess-${request}`)).toBe(false);
      later(100);
    }
    expect(store.reads).toBeLessThanOrEqual(10);
  });

  test('stays good for as long as it cannot be read again, and is then tried once a second', async () => {
    const { check, store, later } = aCheck();
    expect(await check('token-a')).toBe(true);
    store.fails = true;
    later(60 * MINUTE);
    for (let request = 0; request < 100; request += 1) {
      expect(await check('token-a')).toBe(true);
      later(100);
    }
    await expect(check('token-b')).rejects.toThrow('no answer');
    expect(store.reads).toBeLessThanOrEqual(13);
  });

  test('stays good where the store gives back something else', async () => {
    const { check, store, later } = aCheck();
    expect(await check('token-a')).toBe(true);
    store.text = 'not what was made';
    later(6 * MINUTE);
    expect(await check('token-a')).toBe(true);
  });

  test('that could never be read lets nobody in and refuses nobody: it throws', async () => {
    const { check, store } = aCheck();
    store.fails = true;
    await expect(check('token-a')).rejects.toThrow('no answer');
    store.fails = false;
    expect(await check('token-a')).toBe(true);
  });

  test.each<[string, unknown]>([
    ['no JSON object', 'token-a'],
    ['no token', {}],
    ['an empty token', { current: '' }],
    ['an empty previous token', { current: 'token-a', previous: '' }],
    ['an end that is no time', { current: 'token-a', previous: 'x', previous_until: 'soon' }],
  ])('with %s is refused, without a word of what it holds', async (_, secret) => {
    const { check } = aCheck(secret);
    for (const token of ['token-a', '']) {
      const refused = check(token);
      await expect(refused).rejects.toThrow('not as it was made');
      await expect(refused).rejects.not.toThrow(/token-a|soon/);
    }
  });
});
