import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createQueryTable } from '../../lib/aws/queryTable.ts';
import { type LookupKind, lookup, lookupKey } from '../../lib/crm/keys.ts';
import type { Row } from '../../lib/crm/row.ts';
import type { QueryTable } from '../../lib/pipeline/query/queryPort.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';
import { gather } from './gather.ts';

let context: TestContext;
let query: QueryTable;
let contact: string;
let contacts = 0;
beforeAll(async () => {
  context = await createTestContext();
  query = createQueryTable(context.documents, context.tableName, { pause: noPause });
});
beforeEach(() => {
  contacts += 1;
  contact = `contact ${contacts}`;
});
afterAll(() => context.stop());

const a = (kind: LookupKind, name: string) => ({
  key: lookupKey(kind, name),
  lookup: lookup(kind, name),
  kind,
  name,
});
const tag = a('tag', 'a');
const keyOf = (key: string) => ({ contact_id: contact, webhook_title: key });
const stored = async (key = tag.key): Promise<Row | undefined> =>
  (await context.table.read([keyOf(key)]))[0];
const found = async (partition = tag.lookup) => (await gather(query.lookup(partition))).flat();

describe('a lookup', () => {
  test('is put where there is none, and the index finds it', async () => {
    expect(await context.table.putLookup(contact, tag, 3, '2026-01-01')).toBe(true);
    const row = { ...keyOf('@tag#a'), lookup: 'tag#a', since: '2026-01-01' };
    expect(await stored()).toEqual({ ...row, tag: 'a', rev: 3 });
    expect(await found()).toContainEqual(row);
  });

  test('is raised to a greater rev, but its since stays, so the index is not written', async () => {
    await context.table.putLookup(contact, tag, 3, '2026-01-01');
    expect(await context.table.putLookup(contact, tag, 4, '2026-02-02')).toBe(true);
    expect(await stored()).toMatchObject({ rev: 4, since: '2026-01-01' });
  });

  test.each([3, 2])('of rev 3 is not put again with rev %p', async rev => {
    await context.table.putLookup(contact, tag, 3, '2026-01-01');
    expect(await context.table.putLookup(contact, tag, rev, '2025-01-01')).toBe(false);
    expect(await stored()).toMatchObject({ rev: 3, since: '2026-01-01' });
  });

  test('revs are compared as numbers, not as text', async () => {
    await context.table.putLookup(contact, tag, 9, '2026-01-01');
    expect(await context.table.putLookup(contact, tag, 10, '2026-01-01')).toBe(true);
    expect(await context.table.deleteLookup(keyOf(tag.key), 9)).toBe(false);
  });

  // `status` is a reserved word of DynamoDB's expressions.
  test.each(['tag', 'status', 'email', 'phone', 'var'] as const)(
    'may be of kind %s',
    async kind => {
      const each = a(kind, 'x=😀 "y"');
      expect(await context.table.putLookup(contact, each, 1, '2026-01-01')).toBe(true);
      expect(await stored(each.key)).toMatchObject({ [kind]: 'x=😀 "y"' });
      expect(await found(each.lookup)).toHaveLength(1);
    },
  );

  test.each([
    { name: 'x'.repeat(1019), bytes: [1024, 1023] },
    { name: 'x'.repeat(3000), bytes: [1024, 2048] },
    { name: '😀'.repeat(1000), bytes: [1022, 2045] },
  ])('with keys at their limits, $bytes bytes, is found', async ({ name, bytes }) => {
    const long = a('tag', name);
    expect([Buffer.byteLength(long.key), Buffer.byteLength(long.lookup)]).toEqual(bytes);
    expect(await context.table.putLookup(contact, long, 1, '2026-01-01')).toBe(true);
    expect(await found(long.lookup)).toMatchObject([{ contact_id: contact }]);
    expect(await context.table.deleteLookup(keyOf(long.key), 1)).toBe(true);
  });
});

describe('deleting a lookup', () => {
  beforeEach(async () => {
    await context.table.putLookup(contact, tag, 3, '2026-01-01');
  });

  test.each([3, 4])('of rev 3 works up to rev %p, and the index forgets it', async rev => {
    expect(await context.table.deleteLookup(keyOf(tag.key), rev)).toBe(true);
    expect(await stored()).toBeUndefined();
    expect(await found()).not.toContainEqual(expect.objectContaining({ contact_id: contact }));
  });

  test('does not take one of a greater rev', async () => {
    expect(await context.table.deleteLookup(keyOf(tag.key), 2)).toBe(false);
    expect(await stored()).toMatchObject({ rev: 3 });
    expect(await found()).toContainEqual(expect.objectContaining({ contact_id: contact }));
  });

  test('that is gone deletes nothing', async () => {
    expect(await context.table.deleteLookup(keyOf('@tag#never'), 9)).toBe(false);
  });

  test('takes a whole row for its key', async () => {
    const row = await stored();
    expect(row && (await context.table.deleteLookup(row, 3))).toBe(true);
  });
});
