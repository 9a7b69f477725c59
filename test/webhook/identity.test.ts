import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../lib/webhook/canonicalJson.ts';
import { parseJson } from '../../lib/webhook/parseJson.ts';
import { makeStamp, stampTime } from '../../lib/webhook/stamp.ts';
import { anElement, anEvent, DATE, eventOf } from './anEvent.ts';
import { anyJson } from './anyText.ts';
import { SAMPLES } from './samples.ts';

/** Rows of these ids are in tables: another id would make a second event of a repeat. */
const IDS = {
  'a flow with flattened variables': '1ae1c69b046818e972df#2e8ca229',
  'a WhatsApp message': '9f3a256bed71eefd47ac#8356dc65',
  'a Telegram unsubscribe': '47563b04cd61155ae092#1fe673b5',
  'an Instagram postback': '87e8b0789ee31cd97232#952dc2f0',
};

const message = (id: string, text = 'hi') => ({
  title: 'incoming_message',
  info: { message: { channel_data: { message_id: id, message: { text } } } },
});

describe('two deliveries of one event have one id', () => {
  test.each([
    ['the date is in milliseconds', { date: DATE * 1000 }],
    ['the date is text', { date: String(DATE) }],
    ['the contact has changed in between', { contact: { id: 'contact-1', tags: ['new'] } }],
    ['the bot has a new name', { bot: { id: 'bot-1', name: 'Renamed' } }],
    ['a key is added', { added_later: true }],
  ])('though in one %s', (_, parts) => {
    expect(anEvent(parts).id).toBe(anEvent().id);
  });

  test('whatever the order of their keys, and then one stamp', () => {
    const info = '{"flow":{"id":"1","name":"x"}}';
    const turned = '{"flow":{"name":"x","id":"1"}}';
    const raw = anElement().replace('null', info);
    const other = anElement().replace('null', turned);
    expect(other).not.toBe(raw);
    expect(eventOf(other).stamp).toBe(eventOf(raw).stamp);
  });

  test('whatever else info says, where the message has an id', () => {
    expect(anEvent(message('m1', 'edited')).id).toBe(anEvent(message('m1')).id);
  });
});

describe('the ids of events that were once received', () => {
  test.each(Object.entries(IDS))('are what they were: %s', (name, id) => {
    const body = SAMPLES[name as keyof typeof SAMPLES];
    expect(eventOf(body.slice(1, -1)).stamp).toMatch(new RegExp(`#${id}$`));
  });
});

describe('two events have two ids', () => {
  test.each([
    ['service', { service: 'viber' }],
    ['bot', { bot: { id: 'bot-2' } }],
    ['contact', { contact: { id: 'contact-2' } }],
    ['title', { title: 'Reserved. Seat 8' }],
    ['second', { date: DATE + 1 }],
    ['info', { info: { link: 'https://example.invalid' } }],
  ])('that differ in %s', (_, parts) => {
    expect(anEvent(parts).id).not.toBe(anEvent().id);
  });

  test("that differ in the message's id alone", () => {
    expect(anEvent(message('m2')).id).not.toBe(anEvent(message('m1')).id);
  });

  test('though their parts, run together, read the same', () => {
    const [a, b] = [
      anEvent({ title: 'ab', contact: { id: 'c' } }),
      anEvent({ title: 'b', contact: { id: 'ca' } }),
    ];
    expect(a.id).not.toBe(b.id);
  });

  test('of which one has the message id that the other has for its info', () => {
    expect(anEvent({ info: 'm1' }).id).not.toBe(anEvent(message('m1')).id);
  });
});

describe('a stamp', () => {
  test('is time, id and digest, and tells its time', () => {
    const { stamp, at, id, digest } = anEvent();
    expect(stamp).toBe(`2026-03-01T10:00:00.000Z#${id}#${digest}`);
    expect([at, id, digest].join('#')).toMatch(/^[^#]+#[0-9a-f]{20}#[0-9a-f]{8}$/);
    expect(stampTime(stamp)).toBe('2026-03-01T10:00:00.000Z');
  });

  test('differs between copies of one event that show different contacts', () => {
    const [a, b] = [anEvent(), anEvent({ contact: { id: 'contact-1', name: 'Ann' } })];
    expect(a.id).toBe(b.id);
    expect(a.stamp).not.toBe(b.stamp);
  });

  test('of a later time is the greater, whatever the ids', () => {
    const time = fc.integer({ min: 1e12, max: 4e12 }).map(ms => new Date(ms).toISOString());
    const id = fc.string({
      unit: fc.constantFrom(...'0123456789abcdef'),
      minLength: 20,
      maxLength: 20,
    });
    fc.assert(
      fc.property(time, time, id, id, (one, other, a, b) => {
        const [x, y] = [makeStamp(one, a, '00000000'), makeStamp(other, b, '00000000')];
        if (one !== other) expect(x < y).toBe(one < other);
        else expect(x < y).toBe(a < b);
      }),
    );
  });
});

describe('canonical JSON', () => {
  test('has keys in order, no white space, and every value', () => {
    const value = parseJson('{ "b" : [1, {"z":null,"a":"\\n"}], "a": true, "10":1, "9":2 }');
    expect(canonicalJson(value)).toBe('{"10":1,"9":2,"a":true,"b":[1,{"a":"\\n","z":null}]}');
  });

  test('means what the value means, and is the same whatever the order of keys', () => {
    fc.assert(
      fc.property(anyJson, given => {
        const value = parseJson(JSON.stringify(given));
        const text = canonicalJson(value);
        expect(parseJson(text)).toEqual(value);
        expect(canonicalJson(parseJson(JSON.stringify(value, reversedKeys)))).toBe(text);
      }),
    );
  });
});

const reversedKeys = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toReversed())
    : value;
