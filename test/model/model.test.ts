import { describe, expect, test } from '@jest/globals';
import type { Meant } from './meant.ts';
import { expectedRows } from './model.ts';
import { at, booked, bot, hello, rowsOf } from './rowsOf.ts';
import { testConfig } from './testConfig.ts';

describe('the rows of one event', () => {
  test('a flow without a title shows the whole contact', () => {
    const snapshot = {
      ...{ name: 'Ann', username: ' ', email: ' Ann@Example.invalid', phone: '12025550101' },
      ...{ photo: '', last_message: 'hi', tags: ['a'] },
      variables: [
        ...([['a=b', 7] as const, ['__proto__', null], ['', { z: 1, a: [] }]] as const),
        ...([
          ['@x', true] as const,
          ['Phone', '+38093000000'],
          ['Mail', 'M@example.invalid'],
        ] as const),
      ],
    };
    const meant = { ...booked, title: '', contactId: '@c1', snapshot };

    const person = { name: 'Ann', email: ' Ann@Example.invalid', phone: '12025550101' };
    const variables =
      JSON.parse(`{"a=b":7,"@__proto__":null,"@":"{\\"a\\":[],\\"z\\":1}","@@x":true,
      "Phone":"+38093000000","Mail":"M@example.invalid"}`);
    const shown = { ...person, service: 'telegram', bot, tags: ['a'], variables };
    const stamp = `${at(1)}#e1#d`;
    expect(Object.fromEntries(rowsOf(['e1#d', meant]))).toEqual({
      '@@c1|@contact': {
        ...shown,
        id: '@c1',
        fields: { contact_mail: 'M@example.invalid' },
        ...{ first_activity: at(1), last_activity: at(1), as_of: stamp, lookup: 'bot#b1' },
      },
      '@@c1|@untitled': {
        ...shown,
        ...{ kind: 'flow', last_message: 'hi', lookup: 'webhook#@untitled' },
        ...{ first_at: at(1), last_at: at(1), last_event: stamp },
      },
      [`@@c1|@event#${at(1)}#e1`]: { service: 'telegram', kind: 'flow', text: 'hi' },
      '@@c1|@tag#a': { lookup: 'tag#a' },
      '@@c1|@email#ann@example.invalid': { lookup: 'email#ann@example.invalid' },
      '@@c1|@email#m@example.invalid': { lookup: 'email#m@example.invalid' },
      '@@c1|@phone#+12025550101': { lookup: 'phone#+12025550101' },
      '@@c1|@phone#+38093000000': { lookup: 'phone#+38093000000' },
      '@@c1|@var#a%3Db=7': { lookup: 'var#a%3Db=7' },
      ...{ '@catalog|webhook#@untitled': {}, '@catalog|bot#b1': {}, '@catalog|tag#a': {} },
      ...{ '@catalog|var#a=b': {}, '@catalog|var#__proto__': {}, '@catalog|var#': {} },
      ...{ '@catalog|var#@x': {}, '@catalog|var#Phone': {}, '@catalog|var#Mail': {} },
    });
  });

  test('a WhatsApp message tells the number that it came from', () => {
    const message = { id: 'm1', text: 'hello', from: '12025550101' };
    const rows = rowsOf(['e1#d', hello(1, { service: 'whatsapp', message })]);
    expect(rows.get('c1|@contact')).toEqual({
      ...{ phone: '12025550101', service: 'whatsapp', bot, lookup: 'bot#b1' },
      ...{ last_message: 'hello', last_message_at: at(1) },
      ...{ first_activity: at(1), last_activity: at(1), as_of: `${at(1)}#e1#d` },
    });
    expect(rows.get('c1|incoming_message')).toEqual({
      ...{ phone: '12025550101', service: 'whatsapp', bot, kind: 'incoming_message' },
      ...{ text: 'hello', first_at: at(1), last_at: at(1), last_event: `${at(1)}#e1#d` },
      ...{ title: 'incoming_message', lookup: 'webhook#incoming_message' },
    });
    expect(rows.get(`c1|@event#${at(1)}#e1`)).toEqual({
      ...{ title: 'incoming_message', service: 'whatsapp', kind: 'incoming_message' },
      ...{ direction: 'incoming', text: 'hello', message_id: 'm1' },
    });
    expect(rows.has('c1|@phone#+12025550101')).toBe(true);
  });

  test('a message without text is told by its address or its type, and sets no text', () => {
    const photo = hello(2, { message: { media: 'https://example.invalid/1.jpg' } });
    const sticker = hello(3, { message: { type: 'sticker' } });
    const sent = { ...hello(4), title: 'outgoing_message', kind: 'outgoing_message' } as const;
    const last = (...told: [string, Meant][]) => rowsOf(...told).get('c1|@contact')?.last_message;
    expect(last(['e1#d', hello(1)], ['e2#d', photo])).toBe('https://example.invalid/1.jpg');
    expect(last(['e3#d', sticker], ['e2#d', photo], ['e4#d', sent])).toBe('[sticker]');
    expect(rowsOf(['e3#d', sticker]).get('c1|incoming_message')).not.toHaveProperty('text');
  });
});

describe('stamps', () => {
  test('that do not begin with the time that was meant are refused', () => {
    const stampOf = () => `${at(2)}#e1#d`;
    const given = { stampOf, receivedAt: at(9), config: testConfig };
    expect(() => expectedRows([booked], given)).toThrow('is not <at>#<id>#<digest> of an event of');
    expect(expectedRows([{ ...booked, at: '' }], { ...given, receivedAt: at(2) }).size).toBe(5);
  });

  test('of different events that are alike, or of one event that are not, are refused', () => {
    const other = { ...booked, snapshot: { name: 'Ann' } };
    expect(() => rowsOf(['e1#d', booked], ['e1#d', other])).toThrow('meaning of the stamp');
    expect(() => rowsOf(['e1#d', booked], ['e2#d', { ...booked }])).toThrow('stamp of the event');
    expect(() => rowsOf(['e1#d', hello(1)], ['e1#c', booked])).toThrow('event of the id');
    const copy = { ...hello(1), snapshot: { name: 'Ann' } };
    expect(() => rowsOf(['e1#d', hello(1)], ['e2#c', copy])).toThrow('id of the event');
  });
});
