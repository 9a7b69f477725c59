import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Row } from '../../lib/crm/row.ts';
import { canaryEvent, canaryEvents, leaks } from '../support/bridge/canary.ts';
import { expectedRows, stable } from '../support/bridge/expectedRows.ts';
import { type Bridge, createBridge } from '../support/bridge.ts';

let bridge: Bridge;
beforeEach(async () => {
  bridge = await createBridge();
});
afterEach(async () => {
  expect(leaks(bridge.output(), bridge.token)).toEqual([]);
  await bridge.stop();
});

const ofContact = (rows: ReadonlyMap<string, Row>, id: string) =>
  [...rows.values()].filter(({ contact_id }) => contact_id === id);

describe('25 events in one request, two of them none', () => {
  const elements: unknown[] = canaryEvents(25);
  elements[7] = 'canary';
  elements[19] = canaryEvent(19, { contact: { id: undefined } });
  const good = elements.filter((_, index) => index !== 7 && index !== 19);
  const rejected = [
    { index: 7, reason: 'not an object' },
    { index: 19, reason: 'contact.id is missing or blank' },
  ];

  test('are 23 contacts and two dead letters that say which and why', async () => {
    const answer = await bridge.post(JSON.stringify(elements));
    expect(answer).toMatchObject({ status: 200, json: { accepted: 23, rejected } });
    await bridge.drain();
    const rows = await bridge.rows();
    expect(stable(rows)).toEqual(await expectedRows(good));
    expect(ofContact(rows, 'canary-contact-7')).toEqual([]);
    expect(ofContact(rows, 'canary-contact-8')).toHaveLength(6);
    expect(rows.get('canary-contact-8|@contact')).toMatchObject({
      name: 'Canary 8',
      email: 'canary-8@example.invalid',
      phone: '+12025550108',
      tags: ['canary tag'],
      variables: { 'canary variable': 'canary value 8' },
      last_message: 'canary text',
      last_activity: '2023-11-14T22:13:28.000Z',
      rev: 1,
    });
    expect(await bridge.take('deadLetters')).toMatchObject([
      { ...rejected[0], from: 'receive', event: 'canary' },
      { ...rejected[1], from: 'receive', event: { contact: { name: 'Canary 19' } } },
    ]);
  });

  test('give the same table when the sender repeats them', async () => {
    for (let times = 0; times < 3; times += 1) await bridge.post(JSON.stringify(elements));
    await bridge.drain();
    await bridge.post(JSON.stringify(elements.toReversed()));
    await bridge.drain();
    expect(stable(await bridge.rows())).toEqual(await expectedRows(good));
  });
});

describe('a request of 3 MB', () => {
  test('of many events is queued in full, each as it came', async () => {
    const events = Array.from({ length: 3000 }, (_, number) => ({
      ...canaryEvent(number % 100, { canary: 'c'.repeat(600) }),
      number,
    }));
    const body = JSON.stringify(events);
    expect(body.length).toBeGreaterThan(3 * 1024 * 1024);
    expect(await bridge.post(body)).toMatchObject({
      status: 200,
      json: { accepted: 3000, rejected: [] },
    });
    const queued = await bridge.take('events');
    const byNumber = new Map(queued.map(({ event }) => [Object(event).number, event]));
    expect(queued).toHaveLength(3000);
    expect(events.filter(event => !sameJson(byNumber.get(event.number), event))).toEqual([]);
    expect(await bridge.take('deadLetters')).toEqual([]);
  });

  test('of few large events is queued in full', async () => {
    const events = Array.from({ length: 5 }, (_, number) =>
      canaryEvent(number, { canary: `🐤${'c'.repeat(700_000)}` }),
    );
    expect(await bridge.post(JSON.stringify(events), { base64: true })).toMatchObject({
      status: 200,
      json: { accepted: 5, rejected: [] },
    });
    const queued = await bridge.take('events');
    const byId = new Map(queued.map(({ event }) => [Object(event).contact.id, event]));
    expect(events.filter(event => !sameJson(byId.get(event.contact.id), event))).toEqual([]);
  });
});

const sameJson = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

describe('digits', () => {
  test('of ids over 2^53 and of numbers that no double holds arrive as they were sent', async () => {
    const body = `[{"service":"instagram","title":"Flow","bot":{"id":"b","external_id":17841400000000001},
      "contact":{"id":90071992547409931,"variables":{"big":12345678901234567890,"far":1e400,"fine":0.1}},"date":1700000000}]`;
    expect(await bridge.post(body)).toMatchObject({ status: 200 });
    await bridge.drain();
    const rows = await bridge.rows();
    expect(rows.get('90071992547409931|@contact')).toMatchObject({
      bot: { external_id: '17841400000000001' },
      variables: { big: '12345678901234567890', far: '1e400', fine: 0.1 },
    });
  });
});
