import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readWebhookSecret, retireSecret, rotateSecret } from '../../lib/pipeline/webhookSecret.ts';
import { type Bridge, createBridge } from '../support/bridge.ts';

/** How long `crm token rotate` waits before it shows the new URL. */
const UNTIL_KNOWN_MS = 2000;
/** TOKEN_CACHE_SECONDS of this test, and a little. */
const CACHE_MS = 1200;

let bridge: Bridge;
beforeAll(async () => {
  bridge = await createBridge();
  await bridge.restart('receive', { TOKEN_CACHE_SECONDS: '1' });
});
afterAll(() => bridge.stop());

const change = (change: 'rotate' | 'retire', token = ''): void => {
  const secret = readWebhookSecret(bridge.secret.value);
  const changed =
    change === 'rotate' ? rotateSecret(secret, token, Date.now()) : retireSecret(secret);
  bridge.secret.value = JSON.stringify(changed);
};

/** Posts with these tokens, in turn and without a pause, until it is told to end; counts the answers. */
const flow = (...tokens: string[]) => {
  let running = true;
  const answers = new Map<number, number>();
  const ended = (async () => {
    for (let index = 0; running; index += 1) {
      const event = {
        contact: { id: `c${index}` },
        title: 'flow',
        bot: { id: 'b' },
        service: 'telegram',
      };
      const { status = 0 } = await bridge.post(JSON.stringify([event]), {
        token: tokens[index % tokens.length] ?? '',
      });
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  })();
  return {
    end: async (): Promise<number[]> => {
      running = false;
      await ended;
      expect([...answers.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10);
      return [...answers.keys()];
    },
  };
};

test('tokens rotate while requests flow: none is refused that should pass, a retired one is, an outage refuses nobody', async () => {
  const [first, second, third] = [bridge.token, 'second', 'third'];
  const old = flow(first);
  change('rotate', second);
  await sleep(UNTIL_KNOWN_MS);
  const both = flow(first, second);
  await sleep(CACHE_MS);
  expect(await old.end()).toEqual([200]);
  expect(await both.end()).toEqual([200]);

  const again = flow(second);
  change('rotate', third);
  await sleep(UNTIL_KNOWN_MS);
  const after = flow(second, third);
  await sleep(CACHE_MS);
  expect(await again.end()).toEqual([200]);
  expect(await after.end()).toEqual([200]);
  expect((await bridge.post('[]', { token: first })).status).toBe(404);

  change('retire');
  await sleep(CACHE_MS);
  expect((await bridge.post('[]', { token: second })).status).toBe(404);

  const outage = flow(third);
  bridge.secrets.faults = () => 'error';
  await sleep(2 * CACHE_MS);
  expect(await outage.end()).toEqual([200]);
}, 120_000);
