import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CrmConfigInput, defineCrm } from '../../lib/crm/config.ts';
import { applyRules } from '../../lib/crm/rules.ts';
import { anEvent } from '../webhook/anEvent.ts';

type Rules = NonNullable<CrmConfigInput['rules']>;
type When = NonNullable<Rules[number]['when']>;

const apply = (rules: Rules, parts: Readonly<Record<string, unknown>> = {}) =>
  applyRules(anEvent(parts), defineCrm({ rules }));
const matches = (when: When, parts: Readonly<Record<string, unknown>> = {}) =>
  apply([{ when, status: 'hit' }], parts).status === 'hit';

describe('a rule matches by title', () => {
  test.each([
    ['Reserved. *', 'Reserved. Seat 7'],
    ['Reserved. *', 'Reserved. '],
    ['*', ''],
    ['*', 'a\nb'],
    ['*seat*', 'my seat, please'],
    ['a*b*c', 'abc'],
    ['a*b*c', 'a--b--b--c'],
    ['*aba', 'ababa'],
    ['**', 'x'],
    ['C++ (a.b) [1]? $^|\\', 'C++ (a.b) [1]? $^|\\'],
    ['Бронь *', 'Бронь 🌻'],
  ])('%j, the title %j', (title, sent) => {
    expect(matches({ title }, { title: sent })).toBe(true);
  });

  test.each([
    ['Reserved. *', 'reserved. Seat 7'],
    ['Reserved. *', 'Not Reserved. Seat 7'],
    ['Reserved. Seat', 'Reserved. Seat 7'],
    ['a.b', 'axb'],
    ['ab*ba', 'aba'],
    ['a*b*c', 'acb'],
    ['*b', 'abc'],
    ['a*a*a', 'aa'],
  ])('%j, but not the title %j', (title, sent) => {
    expect(matches({ title }, { title: sent })).toBe(false);
  });

  test('one of several', () => {
    expect(matches({ title: ['x', 'Reserved. *'] })).toBe(true);
    expect(matches({ title: ['x', 'y'] })).toBe(false);
  });

  test('as a regular expression would', () => {
    const letters = (units: string) => fc.string({ unit: fc.constantFrom(...units), maxLength: 8 });
    fc.assert(
      fc.property(letters('ab*'), letters('ab'), (pattern, title) => {
        fc.pre(pattern !== '');
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(matches({ title: pattern }, { title })).toBe(expression.test(title));
      }),
      { numRuns: 1000 },
    );
  });

  test('also of a megabyte, with a pattern of many stars', () => {
    expect(matches({ title: '*a*a*a*a*b*' }, { title: 'a'.repeat(1_000_000) })).toBe(false);
  });
});

describe('a rule matches by', () => {
  const message = { message: { channel_data: { message: { text: 'hi' } } } };
  test('kind: a flow that is called as a system event is a flow', () => {
    const parts = { title: 'incoming_message', info: message };
    expect(matches({ kind: 'incoming_message' }, parts)).toBe(true);
    expect(matches({ kind: 'incoming_message' }, { ...parts, info: null })).toBe(false);
    expect(matches({ kind: ['bot_block', 'flow'] }, { ...parts, info: null })).toBe(true);
  });

  test('service', () => {
    expect(matches({ service: 'telegram' })).toBe(true);
    expect(matches({ service: ['viber', 'whatsapp'] })).toBe(false);
  });

  test("the bot's id, external id or name", () => {
    const bot = { id: 'b', external_id: 7000000001, name: 'Demo' };
    for (const each of ['b', '7000000001', 'Demo'])
      expect(matches({ bot: each }, { bot })).toBe(true);
    expect(matches({ bot: 'demo' }, { bot })).toBe(false);
  });

  test('all that it asks for at once, or nothing', () => {
    expect(matches({ title: 'Reserved. *', service: 'telegram' })).toBe(true);
    expect(matches({ title: 'Reserved. *', service: 'viber' })).toBe(false);
    expect(matches({})).toBe(true);
    expect(apply([{ status: 'hit' }]).status).toBe('hit');
  });
});

describe('rules that match', () => {
  test('all apply, later ones over earlier ones, and are named', () => {
    const outcome = apply([
      { status: 'first', set: { a: 1, b: 1 } },
      { when: { title: 'other' }, status: 'never' },
      { status: 'last', set: { b: 2 } },
      { set: { c: true } },
    ]);
    expect(outcome).toEqual({
      ignore: false,
      status: 'last',
      set: new Map<string, unknown>([
        ['a', 1],
        ['b', 2],
        ['c', true],
      ]),
      matched: [0, 2, 3],
    });
  });

  test('set nothing where the event has nothing: blank wipes nothing', () => {
    const contact = { id: 'c', variables: { none: null, blank: ' ', zero: 0, no: false } };
    const from = (name: string) => ({ from: `variables.${name}` });
    const set = {
      a: from('none'),
      b: from('blank'),
      c: from('absent'),
      d: from('zero'),
      e: from('no'),
    };
    expect([...apply([{ set }], { contact }).set]).toEqual([
      ['d', 0],
      ['e', false],
    ]);
  });

  test('may ignore an event, and a later one take it back', () => {
    expect(apply([{ ignore: true }]).ignore).toBe(true);
    expect(apply([{ when: { title: 'other' }, ignore: true }]).ignore).toBe(false);
    const all = { when: { service: 'telegram' }, ignore: true };
    expect(apply([all, { when: { title: 'Reserved. *' }, ignore: false }]).ignore).toBe(false);
  });

  test.each([
    ['title', 'Reserved. Seat 7'],
    ['service', 'telegram'],
    ['kind', 'flow'],
    ['at', '2026-03-01T10:00:00.000Z'],
    ['bot.name', 'Demo'],
    ['contact.id', 'c'],
    ['contact.email', 'a@example.invalid'],
    ['variables.seat', '7A'],
    ['variables.a.b', 1],
    ['variables.__proto__', 'p'],
  ])('take %s from the event', (from, value) => {
    const variables = Object.fromEntries([
      ['seat', '7A'],
      ['a.b', 1],
      ['__proto__', 'p'],
    ]);
    const contact = { id: 'c', email: 'a@example.invalid', variables };
    expect(apply([{ set: { x: { from } } }], { contact }).set.get('x')).toBe(value);
  });

  test('take the text of a message', () => {
    const parts = { title: 'incoming_message', info: message('hello') };
    expect(apply([{ set: { x: { from: 'message.text' } } }], parts).set.get('x')).toBe('hello');
    expect(apply([{ set: { x: { from: 'message.text' } } }]).set.size).toBe(0);
  });
});

const message = (text: string) => ({ message: { channel_data: { message: { text } } } });
