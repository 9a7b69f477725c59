import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Key, Row } from '../../lib/crm/row.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';

let context: TestContext;
let contacts = 0;
let key: Key;
beforeAll(async () => {
  context = await createTestContext();
});
beforeEach(() => {
  contacts += 1;
  key = { contact_id: `contact ${contacts}`, webhook_title: '@contact' };
});
afterAll(() => context.stop());

const stored = async (): Promise<Row | undefined> => (await context.table.read([key]))[0];

describe('a row with a version', () => {
  const put = (row: object, read?: object) =>
    context.table.putVersioned({ ...key, ...row }, read && { ...key, ...read });

  test('that was not there is put if there still is none', async () => {
    expect(await put({ rev: 1, name: 'Contact 1' })).toBe(true);
    expect(await stored()).toEqual({ ...key, rev: 1, name: 'Contact 1' });
  });

  test('that was not there is not put over one that came in between', async () => {
    await put({ rev: 1, name: 'first' });
    expect(await put({ rev: 1, name: 'second' })).toBe(false);
    expect(await stored()).toMatchObject({ name: 'first' });
  });

  test('that was not there is not put over a row of any other sort', async () => {
    await context.table.putCatalog({ ...key, tag: 'a' });
    expect(await put({ rev: 1 })).toBe(false);
    expect(await stored()).toEqual({ ...key, tag: 'a' });
  });

  test('replaces the one that was read, whole', async () => {
    await put({ rev: 1, name: 'Contact 1', tags: ['a'] });
    expect(await put({ rev: 2, tags: [] }, { rev: 1 })).toBe(true);
    expect(await stored()).toEqual({ ...key, rev: 2, tags: [] });
  });

  test.each([1, 3])('does not replace one of another rev: %p', async rev => {
    await put({ rev: 2 });
    expect(await put({ rev: rev + 1 }, { rev })).toBe(false);
    expect(await stored()).toEqual({ ...key, rev: 2 });
  });

  test('does not replace one that is gone', async () => {
    expect(await put({ rev: 2 }, { rev: 1 })).toBe(false);
    expect(await stored()).toBeUndefined();
  });

  const erased_at = '2026-03-01T12:00:00.000Z';
  const later = '2026-03-01T12:00:00.001Z';

  test('replaces a tombstone that it has read', async () => {
    await put({ rev: 4, erased_at });
    expect(await put({ rev: 5, erased_at, name: 'Contact 1' }, { rev: 4, erased_at })).toBe(true);
    expect(await stored()).toEqual({ ...key, rev: 5, erased_at, name: 'Contact 1' });
  });

  test.each([
    { held: { erased_at }, read: {}, why: 'it was erased since' },
    { held: {}, read: { erased_at }, why: 'it was made anew without an erasure' },
    { held: { erased_at: later }, read: { erased_at }, why: 'it was erased once more' },
    { held: { erased_at }, read: { erased_at: later }, why: 'it is of an earlier erasure' },
  ])('does not replace one of the same rev if $why', async ({ held, read }) => {
    await put({ rev: 1, ...held });
    expect(await put({ rev: 2, name: 'Contact 1' }, { rev: 1, ...read })).toBe(false);
    expect(await stored()).toEqual({ ...key, rev: 1, ...held });
  });
});

describe('an event row', () => {
  const put = (digest: string, text: string) => context.table.putEvent({ ...key, digest, text });

  test('is put if there is none', async () => {
    expect(await put('5', 'only')).toBe(true);
    expect(await stored()).toEqual({ ...key, digest: '5', text: 'only' });
  });

  test.each([
    { first: '5', second: '4', wins: 'first' },
    { first: '5', second: '5', wins: 'first' },
    { first: '5', second: '6', wins: 'second' },
    { first: '9', second: 'a', wins: 'second' },
    { first: '00ff', second: '0100', wins: 'second' },
  ])('of digest $second after one of digest $first: the $wins stays', async each => {
    await put(each.first, 'first');
    expect(await put(each.second, 'second')).toBe(each.wins === 'second');
    expect(await stored()).toMatchObject({ text: each.wins });
  });
});

test('a catalog row may be put again and again', async () => {
  key = { contact_id: '@catalog', webhook_title: 'tag#a' };
  const row = { ...key, tag: 'a' };
  await context.table.putCatalog(row);
  await context.table.putCatalog(row);
  expect(await stored()).toEqual(row);
});
