import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  readTokens,
  retireToken,
  rotateToken,
  type SecretStore,
} from '../../lib/pipeline/rotateToken.ts';
import { noFaults } from '../support/bridge/startFaultProxy.ts';
import { type Bridge, createBridge } from '../support/bridge.ts';

/** How long `crm token rotate` waits before it shows the new URL. */
const UNTIL_KNOWN_MS = 2000;
/** TOKEN_CACHE_SECONDS of this test, and a little. */
const CACHE_MS = 1200;

let bridge: Bridge;
beforeEach(async () => {
  bridge = await createBridge();
  await bridge.restart('receive', { TOKEN_CACHE_SECONDS: '1' });
});
afterEach(() => bridge.stop());

/** The bridge's secret, to be changed as `crm token` changes it. */
const store: SecretStore = {
  read: async () => ({ text: bridge.secret.value, version: bridge.secret.value }),
  replace: async (text, version) => {
    if (bridge.secret.value !== version) return false;
    bridge.secret.value = text;
    return true;
  },
};
const rotate = async (token: string): Promise<void> => {
  await rotateToken(await readTokens(store), token, store, Date.now());
  await sleep(UNTIL_KNOWN_MS);
};
const retire = async (): Promise<void> => {
  await retireToken(await readTokens(store), store);
};

/** Answers that a flow has at least, however slow the machine is. */
const ENOUGH = 11;

/** Posts with these tokens, in turn and without a pause, until it is told to end; gives the answers that came. */
const flow = (...tokens: readonly string[]) => {
  let running = true;
  const answers = new Set<number>();
  let count = 0;
  const ended = (async () => {
    for (let index = 0; running; index += 1) {
      // A refused guess waits for nothing, and would let no timer fire.
      await breathe();
      const event = {
        contact: { id: `c${index}` },
        title: 'flow',
        bot: { id: 'b' },
        service: 'telegram',
      };
      const { status = 0 } = await bridge.post(JSON.stringify([event]), {
        token: tokens[index % tokens.length] ?? '',
      });
      answers.add(status);
      count += 1;
    }
  })();
  return {
    end: async (): Promise<number[]> => {
      while (count < ENOUGH) await Promise.race([breathe(), ended]);
      running = false;
      await ended;
      return [...answers];
    },
  };
};

const status = async (token: string) => (await bridge.post('[]', { token })).status;

test('tokens rotate while requests flow, and somebody guesses: none is refused that should pass, a retired one is', async () => {
  const [first, second, third] = [bridge.token, 'second', 'third'];
  // Each guess is a token that is not known, for which the secret may be read again: but not more than once a second.
  const guesses = flow('guess', 'another guess');

  const old = flow(first);
  await rotate(second);
  const both = flow(first, second);
  await sleep(CACHE_MS);
  expect(await old.end()).toEqual([200]);
  expect(await both.end()).toEqual([200]);

  const again = flow(second);
  await rotate(third);
  const after = flow(second, third);
  await sleep(CACHE_MS);
  expect(await again.end()).toEqual([200]);
  expect(await after.end()).toEqual([200]);
  expect(await status(first)).toBe(404);

  const inForce = flow(third);
  await retire();
  await sleep(CACHE_MS);
  expect(await status(second)).toBe(404);
  expect(await inForce.end()).toEqual([200]);
  expect(await guesses.end()).toEqual([404]);
}, 120_000);

test('while the store fails, the tokens last read stay valid, a retired one too, which ends once the store is back', async () => {
  const [first, second] = [bridge.token, 'second'];
  await rotate(second);
  expect([await status(first), await status(second)]).toEqual([200, 200]);

  for (const fault of ['error', 'throttling', 'refusal'] as const) {
    bridge.secrets.faults = () => fault;
    const outage = flow(first, second);
    if (fault === 'error') await retire();
    await sleep(2 * CACHE_MS);
    expect(await outage.end()).toEqual([200]);
    expect(await status('guess')).toBe(503);
  }

  bridge.secrets.faults = noFaults;
  await sleep(CACHE_MS);
  expect([await status(first), await status(second)]).toEqual([404, 200]);
}, 120_000);
