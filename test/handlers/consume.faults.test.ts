import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { canaryEvent, canaryEvents, leaks } from '../support/bridge/canary.ts';
import { expectedRows, stable } from '../support/bridge/expectedRows.ts';
import { type Call, type Fault, type Faults, noFaults } from '../support/bridge/startFaultProxy.ts';
import { type Bridge, createBridge } from '../support/bridge.ts';

/** Two of each contact. */
const events = canaryEvents(4).flatMap(event => [
  event,
  { ...event, title: 'Canary flow', info: null, date: event.date + 100 },
]);
const ill = 'canary-contact-2';
const others = events.filter(({ contact }) => contact.id !== ill);

let bridge: Bridge;
beforeEach(async () => {
  bridge = await createBridge();
});
afterEach(async () => {
  expect(leaks(bridge.output(), bridge.token)).toEqual([]);
  await bridge.stop();
});

const post = async (all: readonly unknown[] = events): Promise<void> => {
  expect(await bridge.post(JSON.stringify(all))).toMatchObject({
    status: 200,
    json: { accepted: all.length, rejected: [] },
  });
};
const rows = async () => stable(await bridge.rows());
const rowsOfOthers = async () =>
  new Map([...(await rows())].filter(([key]) => !key.startsWith(`${ill}|`)));
const failedOf = (outcomes: Awaited<ReturnType<Bridge['drain']>>) =>
  outcomes.map(({ failed }) => failed.length);

const forTheIll =
  (fault: Fault, operation: string): Faults =>
  (call: Call) =>
    call.body.includes(`"${ill}"`) && [call.operation, 'any call'].includes(operation)
      ? fault
      : undefined;

describe('when the table fails for one contact', () => {
  test.each([
    ['error', 'any call'],
    ['refusal', 'any call'],
    ['reset', 'any call'],
    ['error', 'BatchGetItem'],
    ['error', 'PutItem'],
    ['error', 'UpdateItem'],
  ] as const)(
    '(%s at %s), the others are written, and after five receives its messages are dead letters, to be replayed',
    async (fault, operation) => {
      bridge.dynamodb.faults = forTheIll(fault, operation);
      await post();
      expect(failedOf(await bridge.consume())).toEqual([2]);
      expect(await rowsOfOthers()).toEqual(await expectedRows(others));
      expect(failedOf(await bridge.drain())).toEqual([2, 2, 2, 2]);
      const letters = await bridge.take('deadLetters');
      expect(letters.map(({ event }) => event)).toEqual(
        events.filter(({ contact }) => contact.id === ill),
      );

      bridge.dynamodb.faults = noFaults;
      for (const letter of letters) await bridge.enqueue(JSON.stringify(letter));
      expect(failedOf(await bridge.drain())).toEqual([0]);
      expect(await rows()).toEqual(await expectedRows(events));
    },
  );

  test.each(['silence', 'throttling'] as const)(
    '(%s), the others are written and its messages come back',
    async fault => {
      bridge.dynamodb.faults = forTheIll(fault, 'PutItem');
      await post();
      expect(failedOf(await bridge.consume())).toEqual([2]);
      expect(await rowsOfOthers()).toEqual(await expectedRows(others));
      bridge.dynamodb.faults = noFaults;
      expect(failedOf(await bridge.drain())).toEqual([0]);
      expect(await rows()).toEqual(await expectedRows(events));
    },
  );
});

describe('when the table fails', () => {
  test.each(['error', 'refusal', 'reset'] as const)(
    'wholly (%s), all messages come back, and are written when it works again',
    async fault => {
      bridge.dynamodb.faults = () => fault;
      await post();
      expect(failedOf(await bridge.consume())).toEqual([8]);
      expect(await rows()).toEqual(new Map());
      bridge.dynamodb.faults = noFaults;
      expect(failedOf(await bridge.drain())).toEqual([0]);
      expect(await rows()).toEqual(await expectedRows(events));
      expect(await bridge.take('deadLetters')).toEqual([]);
    },
  );

  test.each(['refusal', 'lost answer'] as const)(
    'at any one call (%s) of a batch, each event is written once all the same',
    async fault => {
      const both = events.slice(0, 2);
      const expected = await expectedRows(both);
      await post(both);
      await bridge.drain();
      const calls = bridge.dynamodb.calls.length;
      expect(calls).toBeGreaterThan(10);
      for (let broken = 0; broken < calls; broken += 1) {
        await bridge.stop();
        bridge = await createBridge();
        bridge.dynamodb.faults = () =>
          bridge.dynamodb.calls.length - 1 === broken ? fault : undefined;
        await post(both);
        await bridge.drain();
        expect(await rows()).toEqual(expected);
      }
    },
  );
});

describe('what can never be written', () => {
  const receivedAt = '2026-03-01T12:00:00.000Z';
  const message = (event: unknown) => JSON.stringify({ received_at: receivedAt, event });
  const tooLarge = canaryEvent(1, { contact: { variables: { canary: 'c'.repeat(500_000) } } });

  test.each([
    ['a message of someone else', 'canary', 'not a message of this bridge', { text: 'canary' }],
    [
      'an event that nobody understands',
      message({ contact: { name: 'Canary' } }),
      'contact.id is missing or blank',
      { event: { contact: { name: 'Canary' } }, received_at: receivedAt },
    ],
    [
      'an event too large for a row',
      message(tooLarge),
      expect.stringMatching(/^too large for a row: \d+ KB of at most 400 KB$/),
      { event: tooLarge, received_at: receivedAt },
    ],
  ])('is a dead letter with its reason at once: %s', async (_, body, reason, rest) => {
    await bridge.enqueue(body);
    await post([canaryEvent(0)]);
    expect(failedOf(await bridge.drain())).toEqual([0]);
    expect(await bridge.take('deadLetters')).toMatchObject([{ from: 'consume', reason, ...rest }]);
    expect(await rows()).toEqual(await expectedRows([canaryEvent(0)]));
  });

  test('comes back as long as dead letters are not taken', async () => {
    bridge.sqs.faults = ({ body }) => (body.includes('/dead-letters"') ? 'refusal' : undefined);
    await bridge.enqueue('canary');
    await post([canaryEvent(0)]);
    // \`consume\` stops trying ten seconds before its time is over.
    expect(failedOf(await bridge.consume({ timeLeftMs: 12_000 }))).toEqual([1]);
    expect(await rows()).toEqual(await expectedRows([canaryEvent(0)]));
    bridge.sqs.faults = noFaults;
    expect(failedOf(await bridge.drain())).toEqual([0]);
    expect(await bridge.take('deadLetters')).toMatchObject([{ text: 'canary' }]);
  });

  test('does not hold up its neighbours of the same contact', async () => {
    const small = canaryEvent(1, { title: 'Canary flow', info: null });
    await post([small, tooLarge]);
    expect(failedOf(await bridge.drain())).toEqual([0]);
    expect(await rows()).toEqual(await expectedRows([small]));
    expect(await bridge.take('deadLetters')).toMatchObject([{ from: 'consume', event: tooLarge }]);
  });
});
