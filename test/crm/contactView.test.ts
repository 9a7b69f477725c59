import { describe, expect, test } from '@jest/globals';
import { type CrmConfigInput, defineCrm } from '../../lib/crm/config.ts';
import { viewContact } from '../../lib/crm/contactView.ts';
import type { AttributeValue } from '../../lib/crm/row.ts';
import { contactWith } from './anyContact.ts';

type Values = Readonly<Record<string, AttributeValue>>;
const view = (values: Values, config: CrmConfigInput = {}) =>
  viewContact(contactWith(values), defineCrm(config));
const fieldsOf = (values: Values, config: CrmConfigInput = {}) =>
  Object.fromEntries(view(values, config).fields);

describe('what a person sees of a contact', () => {
  test('is what the bot says, where nobody corrected it', () => {
    expect(view({ name: 'Ann', tags: ['a'], status: 'reserved', 'variables.city': null })).toEqual({
      name: 'Ann',
      tags: ['a'],
      status: 'reserved',
      variables: new Map([['city', null]]),
      fields: new Map(),
    });
  });

  test.each<[string, Values, Values]>([
    ['a name', { name: 'ann', 'override.name': 'Ann' }, { name: 'Ann' }],
    ['a name that the bot does not know', { 'override.name': 'Ann' }, { name: 'Ann' }],
    ['tags, to none', { tags: ['a'], 'override.tags': [] }, { tags: [] }],
    ['a status', { status: 'new', 'override.status': 'done' }, { status: 'done' }],
    [
      'a subscription',
      { 'override.subscription': 'unsubscribed' },
      { subscription: 'unsubscribed' },
    ],
  ])('is the correction of %s', (_, values, seen) => {
    expect(view(values)).toMatchObject(seen);
  });

  test("is the bot's value again once a correction is lifted", () => {
    const lifted = { name: 'ann', 'override.name': null, tags: ['a'], 'override.tags': null };
    expect(view(lifted)).toMatchObject({ name: 'ann', tags: ['a'] });
  });

  test('is the correction of a variable, also of one that is called like a correction', () => {
    const values = {
      'variables.city': 'riga',
      'override.variables.city': 'Riga',
      'variables.override.name': 'a variable',
      'override.variables.__proto__': 'p',
    };
    expect(view(values)).toEqual({
      variables: new Map([
        ['city', 'Riga'],
        ['override.name', 'a variable'],
        ['__proto__', 'p'],
      ]),
      fields: new Map(),
    });
  });
});

describe('a field', () => {
  const town: CrmConfigInput = { fields: { town: { from: ['city', 'City'] } } };

  test('is the first of its variables that is not blank', () => {
    expect(fieldsOf({ 'variables.City': 'Tartu', 'variables.city': 'Riga' }, town)).toEqual({
      town: 'Riga',
    });
    for (const blank of ['', ' \n', null]) {
      const values = { 'variables.city': blank, 'variables.City': 'Tartu' };
      expect(fieldsOf(values, town)).toEqual({ town: 'Tartu' });
    }
  });

  test('takes 0 and false for values', () => {
    expect(fieldsOf({ 'variables.city': 0 }, town)).toEqual({ town: '0' });
    expect(fieldsOf({ 'variables.city': false }, town)).toEqual({ town: 'false' });
  });

  test('is absent where all of its variables are', () => {
    expect(fieldsOf({ 'variables.city': ' ', 'variables.other': 'x' }, town)).toEqual({});
  });

  test('is what a rule set rather than a variable, and what a person corrected rather than both', () => {
    const values = { 'variables.city': 'a', 'set.town': 'b', 'override.fields.town': 'c' };
    expect(fieldsOf(values, town)).toEqual({ town: 'c' });
    expect(fieldsOf({ ...values, 'override.fields.town': null }, town)).toEqual({ town: 'b' });
  });

  test('follows the correction of its variable', () => {
    const values = { 'variables.city': 'riga', 'override.variables.city': 'Riga' };
    expect(fieldsOf(values, town)).toEqual({ town: 'Riga' });
  });

  test('has the type that it was given, whoever set it', () => {
    const config: CrmConfigInput = {
      fields: { budget: { from: 'budget', type: 'number' }, vip: { type: 'boolean' } },
    };
    expect(fieldsOf({ 'variables.budget': '1200.50', 'set.vip': 'yes' }, config)).toEqual({
      budget: 1200.5,
      vip: true,
    });
  });

  test('that only rules or people set stays the value that it was set to', () => {
    const values = { 'set.score': 5, 'set.vip': true, 'override.fields.note': 'call' };
    expect(fieldsOf(values)).toEqual({ score: 5, vip: true, note: 'call' });
  });

  test('may be called anything', () => {
    const names = ['__proto__', 'constructor', 'two words', '@x'];
    for (const name of names) {
      expect(view({ [`set.${name}`]: 'v' }).fields.get(name)).toBe('v');
    }
  });
});
