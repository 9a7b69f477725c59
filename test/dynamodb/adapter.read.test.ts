import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Key, Row } from '../../lib/crm/row.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { aroundCalls, type Send } from './aroundCalls.ts';
import { gather } from './gather.ts';

const numbered = (contact_id: string, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    contact_id,
    webhook_title: `title ${String(index).padStart(4, '0')}`,
    rev: index,
  }));

const keysOf = (rows: readonly Row[]): Key[] =>
  rows.map(({ contact_id, webhook_title }) => ({ contact_id, webhook_title }));

const byKey = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.webhook_title < b.webhook_title ? -1 : 1));

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

const fill = async (rows: readonly Row[]): Promise<void> => {
  for (let start = 0; start < rows.length; start += 25) {
    await context.documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [context.tableName]: rows
            .slice(start, start + 25)
            .map(Item => ({ PutRequest: { Item } })),
        },
      }),
    );
  }
};

describe('rows by their keys', () => {
  const rows = numbered('many', 250);
  let takeOut = () => {};
  beforeAll(() => fill(rows));
  afterEach(() => takeOut());

  const onBatchGet = (around: (keys: readonly Key[], send: Send) => ReturnType<Send>) => {
    takeOut = aroundCalls(context.documents, ({ input }, send) => {
      const tables = input.RequestItems as Record<string, { Keys: Key[] }>;
      return around(tables[context.tableName]?.Keys ?? [], send);
    });
  };
  const asking = (Keys: readonly Key[]) => ({
    RequestItems: { [context.tableName]: { Keys, ConsistentRead: true } },
  });

  test('no keys are no rows, and no call', async () => {
    onBatchGet(() => Promise.reject(new Error('called')));
    expect(await context.table.read([])).toEqual([]);
  });

  test('more keys than one call takes are all read', async () => {
    expect(byKey(await context.table.read(keysOf(rows)))).toEqual(rows);
  });

  test('rows that do not exist are left out', async () => {
    const missing = { contact_id: 'many', webhook_title: 'never written' };
    const nobody = { contact_id: 'nobody', webhook_title: '@contact' };
    const [known] = keysOf(rows);
    expect(await context.table.read([missing, ...(known ? [known] : []), nobody])).toEqual([
      rows[0],
    ]);
    expect(await context.table.read([missing, nobody])).toEqual([]);
  });

  test('what the table leaves unprocessed is asked for again, until all is read', async () => {
    let calls = 0;
    onBatchGet(async (keys, send) => {
      calls += 1;
      const answer = await send(asking(keys.slice(0, 30)));
      const left = keys.slice(30);
      return left.length === 0 ? answer : { ...answer, UnprocessedKeys: asking(left).RequestItems };
    });
    expect(byKey(await context.table.read(keysOf(rows)))).toEqual(rows);
    expect(calls).toBe(9);
  });

  test('a table that leaves all unprocessed is given up after a while, not asked for ever', async () => {
    let calls = 0;
    onBatchGet(async keys => {
      calls += 1;
      return { Responses: {}, UnprocessedKeys: asking(keys).RequestItems };
    });
    await expect(context.table.read(keysOf(rows))).rejects.toThrow('unprocessed');
    expect(calls).toBe(8);
  });

  test('one key twice is an error, as the port says', async () => {
    const [key] = keysOf(rows);
    if (key === undefined) throw new Error('no rows');
    await expect(context.table.read([key, { ...key }])).rejects.toThrow();
  });
});

describe('the rows of a contact', () => {
  const rows = byKey([
    ...['@contact', '@@contact', '@event#1', '@tag#a', '@tag#b', 'zz'].map(webhook_title => ({
      contact_id: 'one',
      webhook_title,
    })),
    { contact_id: 'one', webhook_title: '😀', 'a.b': 1 },
    { contact_id: 'one', webhook_title: '😀😀' },
  ]);
  beforeAll(() =>
    fill([...rows, { contact_id: 'one more', webhook_title: '@tag#a' }, ...numbered('other', 3)]),
  );

  const keys = (pages: readonly Row[][]) => pages.flat().map(row => row.webhook_title);

  test('all come in the order of their keys, and no one else’s', async () => {
    const pages = await gather(context.table.readContact('one'));
    expect(keys(pages)).toEqual([
      '@@contact',
      '@contact',
      '@event#1',
      '@tag#a',
      '@tag#b',
      'zz',
      '😀',
      '😀😀',
    ]);
    expect(pages.flat()).toContainEqual({ contact_id: 'one', webhook_title: '😀', 'a.b': 1 });
  });

  test('a prefix gives those that begin with it', async () => {
    expect(keys(await gather(context.table.readContact('one', '@tag#')))).toEqual([
      '@tag#a',
      '@tag#b',
    ]);
    expect(keys(await gather(context.table.readContact('one', '@')))).toHaveLength(5);
    expect(keys(await gather(context.table.readContact('one', '😀')))).toEqual(['😀', '😀😀']);
    expect(keys(await gather(context.table.readContact('one', '%')))).toEqual([]);
  });

  test('nobody has no rows', async () => {
    expect((await gather(context.table.readContact('nobody'))).flat()).toEqual([]);
  });

  test('more than a megabyte comes in several pages, each row once', async () => {
    const large = numbered('large', 9).map(row => ({ ...row, text: 'x'.repeat(300 * 1024) }));
    for (const row of large) await fill([row]);
    const pages = await gather(context.table.readContact('large', 'title'));
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flat()).toEqual(large);
  });
});

test('every reading asks for what was written last: no engine on one machine shows the difference', async () => {
  const asked: unknown[] = [];
  const takeOut = aroundCalls(context.documents, async ({ input }, send) => {
    const batch = input.RequestItems as Record<string, { ConsistentRead?: boolean }> | undefined;
    asked.push(...(batch ? Object.values(batch) : [input]).map(each => each.ConsistentRead));
    return send();
  });
  await context.table.read([{ contact_id: 'one', webhook_title: '@contact' }]);
  await gather(context.table.readContact('one'));
  takeOut();
  expect(asked).toEqual([true, true]);
});
