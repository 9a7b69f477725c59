import { describe, expect, test } from '@jest/globals';
import { type CrmConfigInput, defineCrm } from '../../lib/crm/config.ts';
import { lookupsOf } from '../../lib/crm/lookups.ts';
import type { AttributeValue } from '../../lib/crm/row.ts';
import { contactWith } from './anyContact.ts';

type Values = Readonly<Record<string, AttributeValue>>;
const found = (values: Values, config: CrmConfigInput = {}) =>
  [...lookupsOf(contactWith(values), defineCrm(config)).keys()].sort((a, b) => (a < b ? -1 : 1));

describe('a contact is found by', () => {
  test.each<[string, Values, string[]]>([
    ['each of its tags', { tags: ['a', '@b', '#'] }, ['@tag##', '@tag#@b', '@tag#a']],
    ['its status', { status: 'reserved' }, ['@status#reserved']],
    ['its e-mail, whatever its case', { email: ' Ann@X.Invalid' }, ['@email#ann@x.invalid']],
    ['its phone, however it is written', { phone: '1 (202) 555-0101' }, ['@phone#+12025550101']],
    [
      "the help article's phone, as it stands there",
      { phone: '+38093000000' },
      ['@phone#+38093000000'],
    ],
    ['a variable called phone', { 'variables.phone': 12_025_550_101 }, ['@phone#+12025550101']],
    ['a variable called Phone', { 'variables.Phone': '+12025550101' }, ['@phone#+12025550101']],
    ['nothing, where nothing is known', {}, []],
  ])('%s', (_, values, keys) => {
    expect(found(values)).toEqual(keys);
  });

  test('one address once, though two fields hold it', () => {
    const config: CrmConfigInput = { fields: { mail: { from: 'mail', type: 'email' } } };
    const values = { email: 'b@x.invalid', 'variables.mail': 'B@x.invalid' };
    expect(found(values, config)).toEqual(['@email#b@x.invalid']);
  });

  test('fields that are e-mails or phones, whoever set them', () => {
    const config: CrmConfigInput = {
      fields: { mail: { type: 'email' }, mobile: { from: 'm', type: 'phone' }, note: 'n' },
      defaultCountry: 'LV',
    };
    const values = {
      'set.mail': 'a@x.invalid',
      'variables.m': 29_123_456,
      'variables.n': 'n@x.invalid',
    };
    expect(found(values, config)).toEqual(['@email#a@x.invalid', '@phone#+37129123456']);
  });

  test('the variables that the index lists, and no others', () => {
    const config: CrmConfigInput = { index: ['city', 'a=b', 'vip', 'none', 'blank'] };
    const values = {
      'variables.city': 'Riga',
      'variables.a=b': 'x=y',
      'variables.vip': false,
      'variables.none': null,
      'variables.blank': ' ',
      'variables.other': 'x',
    };
    expect(found(values, config)).toEqual(['@var#a%3Db=x=y', '@var#city=Riga', '@var#vip=false']);
  });

  test('what a person corrected, and no longer by what the bot says', () => {
    const values = { email: 'a@x.invalid', 'override.email': 'b@x.invalid' };
    expect(found(values)).toEqual(['@email#b@x.invalid']);
    expect(found({ ...values, 'override.email': null })).toEqual(['@email#a@x.invalid']);
    expect(found({ tags: ['a'], 'override.tags': [] })).toEqual([]);
  });
});

test('what cannot be brought into form is not found, and harms nothing else', () => {
  const values = { email: 'none', phone: 'call me', 'variables.phone': '', tags: ['a'] };
  expect(found(values)).toEqual(['@tag#a']);
});

test('a lookup names what it finds by, whole, though its keys are cut', () => {
  const tag = 'x'.repeat(3000);
  const [lookup] = lookupsOf(contactWith({ tags: [tag] }), defineCrm({})).values();
  expect(lookup).toMatchObject({ kind: 'tag', name: tag });
  expect(Buffer.byteLength(lookup?.key ?? '')).toBe(1024);
  expect(Buffer.byteLength(lookup?.lookup ?? '')).toBe(2048);
});

test('a lookup of one thing has the same keys, whoever has it', () => {
  const [one] = lookupsOf(contactWith({ tags: ['a'] }), defineCrm({})).values();
  expect(one).toEqual({ key: '@tag#a', lookup: 'tag#a', kind: 'tag', name: 'a' });
});
