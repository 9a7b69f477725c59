import { describe, expect, test } from '@jest/globals';
import { readContact } from '../../lib/webhook/contact.ts';
import { isObject, parseJson } from '../../lib/webhook/parseJson.ts';

/** The contact that a JSON text shows, besides the id that it must have. */
const read = (members: string) => {
  const contact = parseJson(`{"id":"c"${members === '' ? '' : `,${members}`}}`);
  if (!isObject(contact)) throw new Error('no object');
  return readContact(contact);
};
const variables = (members: string) => [...(read(members)?.variables ?? [])];
const nested = (map: string) => variables(`"variables":${map}`);

describe('variables', () => {
  test.each([
    ['nested', '"variables":{"city":"Riga","vip":true}'],
    ['laid flat beside the known keys', '"name":"Ann","city":"Riga","tags":[],"vip":true'],
    ['as JSON text', '"variables":"{\\"city\\":\\"Riga\\",\\"vip\\":true}"'],
    [
      'as a list of names with values',
      '"variables":[{"name":"city","value":"Riga"},{"key":"vip","value":true},{"name":"x"}]',
    ],
    ['some nested, some flat', '"city":"Riga","variables":{"vip":true}'],
  ])('%s are read', (_, members) => {
    expect(variables(members)).toEqual([
      ['city', 'Riga'],
      ['vip', true],
    ]);
  });

  test.each([
    ["PHP's empty list", '"variables":[]'],
    ['an empty map', '"variables":{}'],
    ['null', '"variables":null'],
    ['text', '"variables":"none"'],
    ['a list that is not empty', '"variables":[{"city":"Riga"}]'],
    ['nothing', ''],
  ])('given as %s are none', (_, members) => {
    expect(variables(members)).toEqual([]);
  });

  test('laid flat stay where the map is an empty list', () => {
    expect(variables('"city":"Riga","variables":[]')).toEqual([['city', 'Riga']]);
  });

  test('of one name, both nested and flat, are the nested one', () => {
    expect(variables('"city":"Riga","variables":{"city":"Tartu"}')).toEqual([['city', 'Tartu']]);
    expect(variables('"variables":{"city":"Tartu"},"city":"Riga"')).toEqual([['city', 'Tartu']]);
  });

  test('what SendPulse itself adds to a contact is none', () => {
    const added = '"last_message_data":{"a":1},"channel_data":{"b":2},"telegram_id":7000000001';
    expect(variables(added)).toEqual([]);
  });

  test.each([
    ['text', '"Riga"', 'Riga'],
    ['blank text', '" "', ' '],
    ['a number', '1200.5', 1200.5],
    ['a number that a double would round', '17841400000000001', '17841400000000001'],
    ['a number that overflows', '-1e999', '-1e999'],
    ['false', 'false', false],
    ['null', 'null', null],
    ['JSON as text', '"{\\"a\\":1}"', '{"a":1}'],
    ['an object', '{"b":[1,{"c":null}],"a":"x"}', '{"a":"x","b":[1,{"c":null}]}'],
    ['an empty list', '[]', '[]'],
    ['a lone surrogate', '"\\ud83d!"', '\ufffd!'],
  ])('hold %s', (_, source, value) => {
    expect(nested(`{"x":${source}}`)).toEqual([['x', value]]);
  });

  test('nested 40 deep are kept whole, as their JSON text', () => {
    const deep = `${'{"a":['.repeat(20)}"core"${']}'.repeat(20)}`;
    expect(nested(`{"deep":${deep}}`)).toEqual([['deep', deep]]);
  });

  test.each([
    'two words',
    'Размер',
    '⭐',
    'a.b',
    'a=b%',
    '',
    ' ',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '@contact',
    '#',
    'id',
    'name',
    'tags',
    'variables',
    'x'.repeat(2000),
  ])('may be called %j', name => {
    expect(nested(`{${JSON.stringify(name)}:"v"}`)).toEqual([[name, 'v']]);
  });

  test('called __proto__ may be laid flat too', () => {
    expect(variables('"__proto__":{"admin":true},"constructor":"c"')).toEqual([
      ['__proto__', '{"admin":true}'],
      ['constructor', 'c'],
    ]);
  });
});

describe('a contact', () => {
  test.each([
    ['text', '"65f0a1b2c3d4e5f607182931"', '65f0a1b2c3d4e5f607182931'],
    ['a UUID', '"467bf50f-0000-4000-8000-000000000002"', '467bf50f-0000-4000-8000-000000000002'],
    ['a number', '42', '42'],
    ['a number over 2^53', '17841400000000001', '17841400000000001'],
    ['text that begins with @', '"@catalog"', '@catalog'],
  ])('has %s for an id, to the digit', (_, id, expected) => {
    expect(read(`"id":${id}`)?.id).toBe(expected);
  });

  test.each(['null', '""', '"  "', '{}', '["a"]'])('whose id is %s is none', id => {
    expect(read(`"id":${id}`)).toBeUndefined();
  });

  test('without an id is none, whatever an object inherits', () => {
    expect(readContact({ name: 'Ann' })).toBeUndefined();
    expect(readContact(Object.create({ id: 'inherited' }))).toBeUndefined();
  });

  test('shows its names, addresses and last message as they were sent', () => {
    const known = {
      name: 'Ann | 🇱🇻 🌻',
      username: 'ann.1',
      email: ' Ann@Example.invalid',
      phone: '+1 (202) 555-0101',
      photo: 'https://example.invalid/p.jpg',
      last_message: 'hello\nthere',
    };
    expect(read(JSON.stringify(known).slice(1, -1))).toEqual({
      id: 'c',
      variables: new Map(),
      ...known,
    });
  });

  test.each(['null', 'false', '""', '" "', '[]', '{"a":1}'])(
    'says nothing where a key holds %s',
    value => {
      const keys = ['name', 'username', 'email', 'phone', 'photo', 'last_message'];
      const contact = read(keys.map(key => `"${key}":${value}`).join(','));
      expect(contact).toStrictEqual({ id: 'c', variables: new Map() });
    },
  );

  test('whose phone is a number has its digits', () => {
    expect(read('"phone":12025550101')?.phone).toBe('12025550101');
  });
});

describe('tags', () => {
  test.each([
    ['a list', '["lead","⭐ loyal"]', ['lead', '⭐ loyal']],
    ['an empty list, which says that there are none', '[]', []],
    ['one tag twice', '["a","b","a"]', ['a', 'b']],
    ['a number, null, blank text and an object', '[7,null," ",{}]', ['7']],
    ['nothing that can be read', '[null,{}]', []],
    ['objects that have names', '[{"id":1,"name":"lead"},{"title":"vip"}]', ['lead', 'vip']],
    ['a list with gaps, which PHP writes as an object', '{"0":"a","2":"b"}', ['a', 'b']],
  ])('come as %s', (_, tags, expected) => {
    expect(read(`"tags":${tags}`)?.tags).toEqual(expected);
  });

  test.each(['null', '" "', '"lead"', '{}', '0', '{"a":"b"}'])('are not spoken of by %s', tags => {
    expect(read(`"tags":${tags}`)).not.toHaveProperty('tags');
  });

  test('are not spoken of where they are absent', () => {
    expect(read('')).not.toHaveProperty('tags');
  });
});
