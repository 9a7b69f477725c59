import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { canaryEvents, leaks } from '../support/bridge/canary.ts';
import { expectedRows, stable } from '../support/bridge/expectedRows.ts';
import { type Call, noFaults } from '../support/bridge/startFaultProxy.ts';
import { type Bridge, createBridge } from '../support/bridge.ts';

const events = canaryEvents(25);
const body = JSON.stringify(events);
const accepted = { status: 200, json: { accepted: 25, rejected: [] } };
const notStored = { status: 503, json: { message: 'not stored: please send it again' } };
/** `receive` stops trying five seconds before its time is over, so that this leaves it a moment to try again. */
const briefly = { timeLeftMs: 5300 };

let bridge: Bridge;
beforeEach(async () => {
  bridge = await createBridge();
});
afterEach(async () => {
  expect(leaks(bridge.output(), bridge.token)).toEqual([]);
  await bridge.stop();
});

const rows = async () => {
  await bridge.drain();
  return stable(await bridge.rows());
};
const isFor = (queue: string) => (call: Call) => call.body.includes(`/${queue}"`);
const isOfContact7 = (text: string): boolean =>
  text.includes('canary-contact-7\\"') || text.includes('canary-contact-7"');

describe('when the queue fails', () => {
  test.each(['error', 'refusal', 'throttling', 'reset', 'silence'] as const)(
    'wholly (%s), the sender is asked to repeat, and its repeat stores each event once',
    async fault => {
      bridge.sqs.faults = () => fault;
      expect(await bridge.post(body, briefly)).toMatchObject(notStored);
      bridge.sqs.faults = noFaults;
      expect(await rows()).toEqual(new Map());
      expect(await bridge.post(body)).toMatchObject(accepted);
      expect(await rows()).toEqual(await expectedRows(events));
    },
  );

  test('for one entry and for ever, the others are stored, and the repeat stores each event once', async () => {
    bridge.sqs.faults = ({ operation, body: sent }) => {
      if (operation === 'SendMessage') return isOfContact7(sent) ? 'error' : undefined;
      return { refuse: isOfContact7 };
    };
    expect(await bridge.post(body, briefly)).toMatchObject(notStored);
    const others = events.filter(({ contact }) => contact.id !== 'canary-contact-7');
    expect(await rows()).toEqual(await expectedRows(others));
    bridge.sqs.faults = noFaults;
    expect(await bridge.post(body)).toMatchObject(accepted);
    expect(await rows()).toEqual(await expectedRows(events));
    expect(await bridge.take('deadLetters')).toEqual([]);
  });

  test('for some entries and for a while, they are sent again until it takes them', async () => {
    const refusals = new Map<string, number>();
    const refuse = (text: string): boolean => {
      const times = refusals.get(text) ?? 0;
      refusals.set(text, times + 1);
      return times < text.length % 3;
    };
    bridge.sqs.faults = ({ operation, body: sent }) =>
      operation === 'SendMessage' && refuse(JSON.parse(sent).MessageBody) ? 'error' : { refuse };
    expect(await bridge.post(body)).toMatchObject(accepted);
    expect(await bridge.take('events')).toHaveLength(25);
  });

  test('to answer what it did, an event that is queued twice is stored once', async () => {
    let calls = 0;
    bridge.sqs.faults = () => {
      calls += 1;
      return calls <= 3 ? 'lost answer' : undefined;
    };
    expect(await bridge.post(body)).toMatchObject(accepted);
    const outcomes = await bridge.drain();
    expect(outcomes.flatMap(({ messageIds }) => messageIds).length).toBeGreaterThan(25);
    expect(stable(await bridge.rows())).toEqual(await expectedRows(events));
  });

  test('for dead letters only, nothing is answered as rejected before it is kept', async () => {
    const mixed = JSON.stringify([...events, 'canary']);
    const rejected = [{ index: 25, reason: 'not an object' }];
    bridge.sqs.faults = call => (isFor('dead-letters')(call) ? 'error' : undefined);
    expect(await bridge.post(mixed, briefly)).toMatchObject(notStored);
    expect(await bridge.post('canary, no JSON', briefly)).toMatchObject(notStored);
    bridge.sqs.faults = noFaults;
    expect(await bridge.post(mixed)).toMatchObject({
      status: 200,
      json: { accepted: 25, rejected },
    });
    expect(await rows()).toEqual(await expectedRows(events));
    expect(await bridge.take('deadLetters')).toMatchObject([{ index: 25, event: 'canary' }]);
  });

  test('while the answer of a bad body waits for its letter, the repeat keeps it', async () => {
    bridge.sqs.faults = () => 'error';
    expect(await bridge.post('[canary', briefly)).toMatchObject(notStored);
    bridge.sqs.faults = noFaults;
    expect(await bridge.post('[canary')).toMatchObject({ status: 400 });
    expect(await bridge.take('deadLetters')).toMatchObject([{ text: '[canary' }]);
  });
});
