import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  botLookup,
  catalogKey,
  contactKey,
  eventKey,
  type LookupKind,
  lookup,
  lookupKey,
  variableName,
  webhookKey,
  webhookLookup,
} from '../../lib/crm/keys.ts';

const ODD = [
  '',
  ' ',
  '@',
  '@@',
  '@contact',
  '@catalog',
  '@untitled',
  '@event#',
  '@tag#a',
  '#',
  '=',
  '%',
];
const KINDS: readonly LookupKind[] = ['tag', 'status', 'email', 'phone', 'var'];
const character = fc.constantFrom(...'@#=%a ', '🌻', 'ё', '\ufffd', '\uffff');

/** What a person may type: short and odd, or so long that a key cannot hold it. */
const anyName = fc.oneof(
  fc.constantFrom(...ODD),
  fc.string({ unit: character, maxLength: 6 }),
  fc
    .tuple(
      fc.string({ unit: character, minLength: 1, maxLength: 3 }),
      fc.integer({ min: 300, max: 2100 }),
      fc.nat(3),
    )
    .map(([piece, times, end]) => piece.repeat(times) + 'abc'.slice(end)),
);
const isBlank = (text: string) => text.trim() === '';
const bytes = (key: string) => Buffer.byteLength(key);

describe('keys', () => {
  test('are never empty, and within what DynamoDB takes: 2,048 bytes, and 1,024 for a sort key', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        const sort = [
          webhookKey(a),
          catalogKey('webhook', a).webhook_title,
          eventKey(a, b).slice(0, 60),
        ];
        sort.push(...KINDS.map(kind => lookupKey(kind, a)), lookupKey('var', variableName(a, b)));
        const partition = [botLookup(a), webhookLookup(a), ...KINDS.map(kind => lookup(kind, a))];
        if (a !== '') partition.push(contactKey(a));
        for (const key of sort) expect([bytes(key) > 0, bytes(key) <= 1024]).toEqual([true, true]);
        for (const key of partition)
          expect([bytes(key) > 0, bytes(key) <= 2048]).toEqual([true, true]);
      }),
    );
  });

  test('that are cut are well formed, and differ where what they stand for differs at its end', () => {
    for (const piece of ['x', 'ё', '🌻', 'a🌻', 'ab🌻', 'abc🌻']) {
      const [a, b] = [`${piece.repeat(2000)}1`, `${piece.repeat(2000)}2`];
      expect(webhookKey(a)).not.toBe(webhookKey(b));
      expect(webhookKey(a)).toMatch(/#[0-9a-f]{16}$/);
      expect(webhookKey(a).isWellFormed()).toBe(true);
      expect(webhookKey(a)).not.toContain('\ufffd');
      expect(bytes(webhookKey(a))).toBeGreaterThan(1020);
    }
  });

  test('that fit are not cut: up to the last byte', () => {
    expect(webhookKey('x'.repeat(1024))).toBe('x'.repeat(1024));
    expect(contactKey('ё'.repeat(1024))).toBe('ё'.repeat(1024));
    expect(bytes(webhookKey('x'.repeat(1025)))).toBe(1024);
  });
});

describe('no two things share a key:', () => {
  const differ = (key: (name: string) => string, same = (a: string, b: string) => a === b) =>
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        expect(key(a) === key(b)).toBe(same(a, b));
      }),
      { numRuns: 500 },
    );

  test('contacts', () => differ(contactKey));
  test('tags', () => differ(name => lookupKey('tag', name)));
  test('what the index finds by', () => differ(name => lookup('tag', name)));
  test('the catalog', () => differ(name => catalogKey('tag', name).webhook_title));

  test('titles, but for blank ones, which are none', () => {
    const same = (a: string, b: string) => a === b || (isBlank(a) && isBlank(b));
    differ(webhookKey, same);
    differ(webhookLookup, same);
    differ(name => catalogKey('webhook', name).webhook_title, same);
  });

  test('variables and their values', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, anyName, (a, b, c, d) => {
        expect(variableName(a, b) === variableName(c, d)).toBe(a === c && b === d);
      }),
    );
    expect(variableName('a=b', 'c')).not.toBe(variableName('a', 'b=c'));
    expect(variableName('a%3Db', 'c')).not.toBe(variableName('a=b', 'c'));
  });

  test('a title and a row of ours: those alone begin with one @', () => {
    fc.assert(
      fc.property(anyName, title => {
        const ours = /^@(?!@)/.test(webhookKey(title));
        expect(ours).toBe(isBlank(title));
      }),
    );
    for (const title of ODD.filter(name => !isBlank(name))) {
      expect(webhookKey(title)).not.toMatch(/^@(contact$|untitled$|event#|tag#)/);
    }
  });

  test('a contact and the catalog', () => {
    expect(contactKey('@catalog')).toBe('@@catalog');
    expect(catalogKey('bot', 'b').contact_id).toBe('@catalog');
    fc.assert(fc.property(anyName, id => expect(contactKey(id)).not.toMatch(/^@(?!@)/)));
  });

  test('two kinds of lookup', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        const keys = KINDS.flatMap(kind => [lookupKey(kind, a), lookupKey(kind, b)]);
        expect(new Set(keys).size).toBe(KINDS.length * (a === b ? 1 : 2));
      }),
    );
  });
});

test('event rows sort by time', () => {
  const times = [
    '2026-03-01T10:00:00.000Z',
    '2026-03-01T10:00:00.001Z',
    '2026-12-01T10:00:00.000Z',
  ];
  const keys = times.map(at => eventKey(at, 'f'));
  expect(keys.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(keys);
});
