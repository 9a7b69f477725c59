import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { eraseContact } from '../../lib/pipeline/eraseContact.ts';
import { copyTable } from '../../tools/deploy/copyTable.ts';
import { createTable } from '../../tools/local/createTable.ts';
import { readStack } from '../../tools/local/readStack.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

let tables = 0;
const newTable = async (): Promise<string> => {
  tables += 1;
  const { table } = readStack('serverless.yml');
  return (await createTable(context.client, { ...table, name: `copy-${tables}` })).name;
};

const event = (id: string, tags: readonly string[]) => ({
  contact: { id, name: id, tags, variables: { big: 9007199254740991 } },
  title: 'Flow',
  date: 1_700_000_000,
});

/** The rows of a table, as the context has those of its own. */
const rowsOf = async (table: string) => {
  const { Items: items = [] } = await context.documents.send(new ScanCommand({ TableName: table }));
  return new Map(items.map(row => [`${row.contact_id}|${row.webhook_title}`, row]));
};

test('a copied table has the same rows, and copying again changes nothing', async () => {
  await context.apply([event('ann', ['a', 'b']), event('bob', ['a'])]);
  const to = await newTable();
  const { client, tableName: from } = context;
  const rows = await context.rows();

  expect(await copyTable({ client, from, to })).toEqual({ copied: rows.size, kept: 0, erased: 0 });
  expect(await rowsOf(to)).toEqual(rows);
  expect(await copyTable({ client, from, to })).toEqual({ copied: 0, kept: rows.size, erased: 0 });
  expect(await rowsOf(to)).toEqual(rows);
});

test('who was erased after the backup does not come back with it', async () => {
  await context.apply([event('eve', ['canary']), event('joe', ['here'])]);
  const { client, tableName } = context;
  const backup = await newTable();
  await copyTable({ client, from: tableName, to: backup });
  await eraseContact('eve', {
    table: context.table,
    config: defineCrm({}),
    now: Date.now,
    pause: noPause,
  });

  const restored = await newTable();
  const counts = await copyTable({ client, from: backup, to: restored, erasedIn: tableName });
  expect(counts.erased).toBeGreaterThan(3);
  const rows = await rowsOf(restored);
  expect(rows.get('eve|@contact')).toEqual((await context.rows('eve')).get('eve|@contact'));
  expect([...rows.keys()].filter(key => key.startsWith('eve|'))).toEqual(['eve|@contact']);
  expect(JSON.stringify([...rows].filter(([key]) => key.startsWith('eve|')))).not.toContain(
    'canary',
  );
  expect(rows.get('joe|@contact')).toMatchObject({ tags: ['here'] });
});
