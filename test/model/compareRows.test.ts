import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { compareRaw } from './compareRaw.ts';
import { compareRows } from './compareRows.ts';
import { encode } from './encode.ts';
import type { Meant } from './meant.ts';

const expected = new Map<string, Record<string, unknown>>([
  ['c1|@contact', { name: 'Ann', variables: { a: 1, b: null }, tags: ['a'] }],
  ['c1|@tag#a', { lookup: 'tag#a' }],
  ['@catalog|tag#a', {}],
]);
const contact = { contact_id: 'c1', webhook_title: '@contact', rev: 3, since: 'then', stamps: {} };
const told = { name: 'Ann', variables: { b: null, a: 1 }, tags: ['a'] };
const tag = { contact_id: 'c1', webhook_title: '@tag#a', lookup: 'tag#a', rev: 3, tag: 'a' };
const catalog = { contact_id: '@catalog', webhook_title: 'tag#a', anything: 1 };

describe('compareRows', () => {
  test('rows that agree but for what the product keeps for itself have no differences', () => {
    expect(compareRows([{ ...contact, ...told }, tag, catalog], expected)).toEqual([]);
  });

  test('a row too few, one too many, one twice and each attribute that differs are named', () => {
    const wrong = { ...contact, ...told, name: 'Bob', tags: undefined, email: 'a@example.invalid' };
    const extra = { contact_id: 'c1', webhook_title: 'Booked', title: 'Booked' };
    expect(compareRows([wrong, { ...tag, lookup: 'tag#b' }, extra, extra], expected)).toEqual([
      'differs c1|@contact email: "a@example.invalid", expected nothing',
      'differs c1|@contact name: "Bob", expected "Ann"',
      'differs c1|@contact tags: nothing, expected ["a"]',
      'differs c1|@tag#a lookup: "tag#b", expected "tag#a"',
      'extra   c1|Booked {"contact_id":"c1","title":"Booked","webhook_title":"Booked"}',
      'missing @catalog|tag#a {}',
      'twice   c1|Booked',
    ]);
  });

  test('lookups that are no longer true are passed only where that is asked for', () => {
    const stale = { contact_id: 'c1', webhook_title: '@tag#b', lookup: 'tag#b' };
    const table = [{ ...contact, ...told }, tag, catalog, stale];
    expect(compareRows(table, expected, { supersetLookups: true })).toEqual([]);
    expect(compareRows(table, expected)).toEqual([expect.stringContaining('extra   c1|@tag#b')]);
    const bare = compareRows([{ ...contact, ...told }, catalog], expected, {
      supersetLookups: true,
    });
    expect(bare).toEqual(['missing c1|@tag#a {"lookup":"tag#a"}']);
  });
});

describe('compareRaw', () => {
  const at = '2025-03-01T10:00:00.000Z';
  const bot = { id: 'b1' };
  const older: Meant = {
    ...{ contactId: '@c1', title: 'Booked', kind: 'flow', service: 'viber', bot, at },
    ...{ snapshot: {}, dialect: 0 },
  };
  const newer = { ...older, snapshot: { name: 'Ann' } };
  const stampOf = (meant: Meant) => `${at}#e1#${meant === newer ? 'd2' : 'd1'}`;
  const row = { contact_id: '@@c1', webhook_title: `@event#${at}#e1` };

  test('an event row holds the text of the copy with the greater stamp', () => {
    const rows = (meant: Meant) => [{ ...row, raw: deflateRawSync(encode(meant)) }];
    expect(compareRaw(rows(newer), [newer, older], stampOf)).toEqual([]);
    expect(compareRaw(rows(older), [newer, older], stampOf)).toHaveLength(1);
    expect(compareRaw([row], [newer, older], stampOf)).toHaveLength(1);
  });
});
