import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createTokenCheck } from '../../lib/pipeline/createTokenCheck.ts';
import {
  readTokens,
  retireToken,
  rotateToken,
  type SecretStore,
  stillValid,
} from '../../lib/pipeline/rotateToken.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const HOUR = 3_600_000;

/** A store in memory: a version counts up with each change. */
const aStore = (secret: unknown = { current: 'a' }) => {
  const state = { text: JSON.stringify(secret), version: 1 };
  const store: SecretStore = {
    read: async () => ({ text: state.text, version: String(state.version) }),
    replace: async (text, version) => {
      if (version !== String(state.version)) return false;
      Object.assign(state, { text, version: state.version + 1 });
      return true;
    },
  };
  return { store, secret: () => JSON.parse(state.text) };
};

describe('rotating', () => {
  test('puts the new token in force, and the one before stays valid for 48 hours', async () => {
    const { store, secret } = aStore();
    const rotated = await rotateToken(await readTokens(store), 'b', store, NOW);
    expect(rotated).toEqual(secret());
    expect(secret()).toEqual({
      current: 'b',
      previous: 'a',
      previous_until: '2026-03-03T12:00:00.000Z',
    });
  });

  test('a second time ends the first token, though its 48 hours are not over', async () => {
    const { store, secret } = aStore();
    await rotateToken(await readTokens(store), 'b', store, NOW);
    await rotateToken(await readTokens(store), 'c', store, NOW + HOUR);
    expect(secret()).toMatchObject({ current: 'c', previous: 'b' });
    expect(JSON.stringify(secret())).not.toContain('"a"');
  });

  test('changes nothing where the secret is not as it was made, and does not tell what it is', async () => {
    const { store, secret } = aStore({ token: 'canary' });
    const refused = readTokens(store);
    await expect(refused).rejects.toThrow('not as it was made');
    await expect(refused).rejects.not.toThrow('canary');
    expect(secret()).toEqual({ token: 'canary' });
  });
});

describe('retiring', () => {
  test('leaves the token in force alone', async () => {
    const { store, secret } = aStore();
    await rotateToken(await readTokens(store), 'b', store, NOW);
    expect(await retireToken(await readTokens(store), store)).toBe(true);
    expect(secret()).toEqual({ current: 'b' });
  });
});

test('of changes that start from the same secret one is made, and the others know that theirs is not', async () => {
  const change = fc.constantFrom('rotate', 'retire');
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 2, maxLength: 6 }), async changes => {
      const { store, secret } = aStore({ current: 'a', previous: 'z' });
      const tokens = await readTokens(store);
      const made = await Promise.all(
        changes.map(async (each, index) =>
          each === 'rotate'
            ? (await rotateToken(tokens, `t${index}`, store, NOW)) !== undefined
            : retireToken(tokens, store),
        ),
      );
      expect(made.filter(Boolean)).toHaveLength(1);
      const won = made.indexOf(true);
      expect(secret()).toMatchObject(
        changes[won] === 'rotate' ? { current: `t${won}`, previous: 'a' } : { current: 'a' },
      );
    }),
  );
});

describe('the token before the one in force', () => {
  test.each([
    ['there is none', { current: 'b' }, undefined],
    ['its time is up', { current: 'b', previous: 'a', previous_until: iso(NOW) }, undefined],
    [
      'it has an hour',
      { current: 'b', previous: 'a', previous_until: iso(NOW + HOUR) },
      iso(NOW + HOUR),
    ],
    ['it has no end', { current: 'b', previous: 'a' }, null],
  ])('is told just as requests find it: %s', async (_, secret, until) => {
    expect(stillValid(secret, NOW)).toBe(until);
    const check = createTokenCheck({
      fetchSecret: async () => JSON.stringify(secret),
      now: () => NOW,
      maxAgeMs: HOUR,
    });
    expect(await check('a')).toBe(until !== undefined);
  });
});

function iso(time: number): string {
  return new Date(time).toISOString();
}
