import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createQueryTable } from '../../lib/aws/queryTable.ts';
import type { QueryTable, ReadCost } from '../../lib/pipeline/query/queryPort.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';
import { gather } from './gather.ts';

let context: TestContext;
let query: QueryTable;
const costs: ReadCost[] = [];
const names = Array.from({ length: 120 }, (_, index) => String(index).padStart(3, '0'));

beforeAll(async () => {
  context = await createTestContext();
  query = createQueryTable(context.documents, context.tableName, {
    pause: noPause,
    onRead: cost => costs.push(cost),
  });
  const tag = { key: '@tag#a', lookup: 'tag#a', kind: 'tag', name: 'a' } as const;
  for (const name of names) {
    await context.table.putLookup(`contact ${name}`, tag, 1, `2026-01-01T00:00:00.${name}Z`);
  }
});
afterAll(() => context.stop());

const contactsOf = (rows: readonly { readonly contact_id: string }[]): string[] =>
  rows.map(({ contact_id }) => contact_id.slice('contact '.length));

describe('an index partition', () => {
  test('has each of its rows once, the newest first, page by page', async () => {
    const pages = await gather(query.lookup('tag#a', { pageSize: 50 }));
    expect(contactsOf(pages.flat())).toEqual(names.toReversed());
    expect(pages.slice(0, 3).map(page => page.length)).toEqual([50, 50, 20]);
  });

  test('may be read from the oldest, and on after any row', async () => {
    const [first = []] = await gather(query.lookup('tag#a', { newestFirst: false, pageSize: 7 }));
    expect(contactsOf(first)).toEqual(names.slice(0, 7));
    const after = first.at(-1);
    const rest = await gather(
      query.lookup('tag#a', { newestFirst: false, ...(after && { after }) }),
    );
    expect(contactsOf(rest.flat())).toEqual(names.slice(7));
  });

  test('is counted, and one that nobody is in has none', async () => {
    expect(await query.count('tag#a')).toBe(120);
    expect(await query.count('tag#b')).toBe(0);
    expect((await gather(query.lookup('tag#b'))).flat()).toEqual([]);
  });
});

test('rows are read by more keys than one call takes, those that exist', async () => {
  const keys = names.map(name => ({ contact_id: `contact ${name}`, webhook_title: '@tag#a' }));
  const rows = await query.read([...keys, { contact_id: 'nobody', webhook_title: '@contact' }]);
  expect(new Set(contactsOf(rows))).toEqual(new Set(names));
  expect(rows).toHaveLength(names.length);
});

describe('a range of a contact', () => {
  beforeAll(async () => {
    for (const name of names.slice(0, 10)) {
      const row = { contact_id: 'one', webhook_title: `@event#${name}`, digest: '0' };
      await context.table.putEvent(row);
    }
  });
  const range = async (options: object) =>
    (await gather(query.range('one', { from: '@event#', to: '@event#~', ...options }))).flat();
  const titles = async (options: object) =>
    (await range(options)).map(row => row.webhook_title.slice('@event#'.length));

  test('has both its ends', async () => {
    const ends = { from: '@event#002', to: '@event#004' };
    expect(await titles(ends)).toEqual(['002', '003', '004']);
  });

  test('comes in either direction, page by page', async () => {
    expect(await titles({ pageSize: 3 })).toEqual(names.slice(0, 10));
    expect(await titles({ pageSize: 3, descending: true })).toEqual(
      names.slice(0, 10).toReversed(),
    );
  });

  test('may be empty', async () => {
    expect(await titles({ from: '@var#', to: '@var#~' })).toEqual([]);
  });
});

test.each([
  { kind: 'index', read: () => gather(query.lookup('tag#a')), rows: 120 },
  { kind: 'index', read: () => query.count('tag#a'), rows: 120 },
  {
    kind: 'rows',
    read: () => query.read([{ contact_id: 'contact 000', webhook_title: '@tag#a' }]),
    rows: 1,
  },
  {
    kind: 'range',
    read: () => gather(query.range('contact 000', { from: '@', to: '@~' })),
    rows: 1,
  },
])('each reading of kind $kind tells what it read and cost', async ({ kind, read, rows }) => {
  costs.length = 0;
  await read();
  expect(costs).toEqual([{ kind, what: expect.anything(), rows, units: expect.any(Number) }]);
  expect(costs[0]?.units).toBeGreaterThan(0);
});
