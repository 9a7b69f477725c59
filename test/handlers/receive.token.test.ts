import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/bridge/answer.ts';
import { canaryEvent, leaks } from '../support/bridge/canary.ts';
import { noFaults } from '../support/bridge/startFaultProxy.ts';
import { type Bridge, createBridge } from '../support/bridge.ts';

const body = JSON.stringify([canaryEvent(1)]);
const NEW_TOKEN = 'N'.repeat(43);
const accepted = { status: 200, json: { accepted: 1, rejected: [] } };
const notFound = { status: 404, json: { message: 'Not Found' } };
const notStored = { status: 503, json: { message: 'not stored: please send it again' } };

let bridge: Bridge;
let secret: string;
beforeAll(async () => {
  bridge = await createBridge();
  secret = bridge.secret.value;
});
afterAll(() => bridge.stop());
/** Each test begins with a cold start, since the secret is kept by the container. */
beforeEach(() => bridge.restart('receive'));
afterEach(async () => {
  expect(leaks(bridge.output(), bridge.token)).toEqual([]);
  expect(bridge.output()).not.toContain(NEW_TOKEN);
  bridge.secret.value = secret;
  bridge.secrets.faults = noFaults;
  await bridge.take('events');
});

const post = (token?: string): Promise<Answer> => bridge.post(body, token ? { token } : {});

/** The secret that was read is good for a second at least, whoever asks. */
const untilItMayBeReadAgain = (): Promise<void> => sleep(1100);

describe('the token', () => {
  test('that is in force lets an event in', async () => {
    expect(await post()).toMatchObject(accepted);
    expect(await bridge.take('events')).toHaveLength(1);
  });

  test('that is wrong gets one and the same answer, whatever it is, and nothing is stored', async () => {
    const { token } = bridge;
    const wrong = [
      'x',
      token.slice(1),
      `${token}A`,
      token.toLowerCase(),
      ` ${token}`,
      'constructor',
    ];
    const answers = await Promise.all(wrong.map(post));
    const bodies = ['', 'null', '[', '['.repeat(1024 * 1024)];
    for (const each of bodies) answers.push(await bridge.post(each, { token: 'x' }));
    answers.push(await bridge.post(body, { token: 'x', base64: true }));
    expect(answers[0]).toMatchObject(notFound);
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
    expect(await bridge.take('events')).toEqual([]);
    expect(await bridge.take('deadLetters')).toEqual([]);
  });

  test('that is missing is a wrong one', async () => {
    expect(await bridge.post(body, { token: '' })).toMatchObject(notFound);
  });
});

describe('GET and HEAD', () => {
  test('answer the same harmless text whatever the token, and ask nobody for the secret', async () => {
    const before = bridge.secrets.calls.length;
    const answers: Answer[] = [];
    for (const method of ['GET', 'HEAD'] as const) {
      for (const token of [bridge.token, 'x', '']) {
        answers.push(await bridge.post(undefined, { method, token }));
      }
    }
    answers.push(await bridge.post(body, { method: 'GET' }));
    expect(answers[0]).toMatchObject({
      status: 200,
      body: expect.stringMatching(/^This is a webhook's URL\./),
    });
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
    expect(bridge.secrets.calls).toHaveLength(before);
    expect(await bridge.take('events')).toEqual([]);
  });
});

describe('when the secret cannot be read', () => {
  test.each(['error', 'refusal', 'throttling', 'reset', 'silence'] as const)(
    'at first (%s), the sender is asked to repeat, and is let in when it can be',
    async fault => {
      bridge.secrets.faults = () => fault;
      expect(await post()).toMatchObject(notStored);
      expect(await post('x')).toMatchObject(notStored);
      expect(await bridge.take('events')).toEqual([]);
      bridge.secrets.faults = noFaults;
      expect(await post()).toMatchObject(accepted);
    },
  );

  test.each(['', '{}', 'canary', '{"current":""}', '{"current":7}'])(
    'because it is not as it was made (%j), the sender is asked to repeat',
    async value => {
      bridge.secret.value = value;
      expect(await post()).toMatchObject(notStored);
      expect(await post('')).toMatchObject(notStored);
    },
  );

  test('any more, the last good token stays in force, and one that may be new is asked to repeat', async () => {
    await bridge.restart('receive', { TOKEN_CACHE_SECONDS: '0' });
    expect(await post()).toMatchObject(accepted);
    bridge.secrets.faults = () => 'error';
    await untilItMayBeReadAgain();
    const before = bridge.secrets.calls.length;
    expect(await post()).toMatchObject(accepted);
    expect(bridge.secrets.calls.length).toBeGreaterThan(before);
    await untilItMayBeReadAgain();
    expect(await post('x')).toMatchObject(notStored);
    bridge.secrets.faults = () => undefined;
    await untilItMayBeReadAgain();
    expect(await post('x')).toMatchObject(notFound);
  });
});

describe('after a rotation', () => {
  const rotated = (previousUntil: number): string =>
    JSON.stringify({
      current: NEW_TOKEN,
      previous: bridge.token,
      previous_until: new Date(previousUntil).toISOString(),
    });

  test('both tokens are good until the previous one ends', async () => {
    bridge.secret.value = rotated(Date.now() + 3_600_000);
    expect(await post(NEW_TOKEN)).toMatchObject(accepted);
    expect(await post()).toMatchObject(accepted);
    expect(await post('x')).toMatchObject(notFound);
  });

  test('the previous token is wrong from its end on', async () => {
    bridge.secret.value = rotated(Date.now() - 1);
    expect(await post(NEW_TOKEN)).toMatchObject(accepted);
    expect(await post()).toMatchObject(notFound);
  });

  test('the previous token ends on time, though the secret cannot be read again', async () => {
    bridge.secret.value = rotated(Date.now() + 3000);
    expect(await post()).toMatchObject(accepted);
    bridge.secrets.faults = () => 'error';
    let last = await post();
    while (last.status === 200) {
      await sleep(100);
      last = await post();
    }
    expect(last).toMatchObject(notFound);
    expect(await post(NEW_TOKEN)).toMatchObject(accepted);
  });

  test('a container that knows the old token only takes the new one all the same', async () => {
    expect(await post()).toMatchObject(accepted);
    bridge.secret.value = rotated(Date.now() + 3_600_000);
    await untilItMayBeReadAgain();
    expect(await post(NEW_TOKEN)).toMatchObject(accepted);
  });

  test('wrong tokens make the store be asked once a second at most', async () => {
    expect(await post()).toMatchObject(accepted);
    await untilItMayBeReadAgain();
    const before = bridge.secrets.calls.length;
    await Promise.all(Array.from({ length: 20 }, (_, number) => post(`wrong-${number}`)));
    expect(bridge.secrets.calls.length - before).toBe(1);
  });
});
