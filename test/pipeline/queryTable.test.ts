import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toDocumentClient } from '../../lib/aws/clients.ts';
import { createQueryTable } from '../../lib/aws/queryTable.ts';
import type { QueryTable } from '../../lib/pipeline/query/queryPort.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';

const CONTACTS = 130;

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext();
  const contact = (n: number) => ({
    service: 'telegram',
    title: 'Flow',
    bot: { id: 'b' },
    contact: { id: `c${n}` },
    date: 1_700_000_000,
  });
  await context.apply(Array.from({ length: CONTACTS }, (_, n) => contact(n)));
});
afterAll(() => context.stop());

const keys = Array.from({ length: CONTACTS }, (_, n) => ({
  contact_id: `c${n}`,
  webhook_title: '@contact',
}));

/** A table that takes so many keys of each BatchGet and leaves the rest, as one that is throttled does. */
const reluctant = (takes: number): { table: QueryTable; stop: () => void } => {
  const { credentials, region, dynamodb } = context.engines;
  const client = new DynamoDBClient({
    region,
    credentials: { ...credentials },
    endpoint: process.env.CRM_TEST_DYNAMODB ?? dynamodb.endpoint,
  });
  const documents = toDocumentClient(client);
  documents.middlewareStack.add(
    next => async args => {
      const input = args.input as { RequestItems?: Record<string, { Keys: object[] }> };
      const asked = input.RequestItems?.[context.tableName]?.Keys;
      if (asked === undefined) return next(args);
      const [taken, left] = [asked.slice(0, takes), asked.slice(takes)];
      const unprocessed = left.length > 0 ? { [context.tableName]: { Keys: left } } : {};
      if (taken.length === 0) {
        return {
          response: {},
          output: { $metadata: {}, Responses: {}, UnprocessedKeys: unprocessed },
        };
      }
      const part = { ...input, RequestItems: { [context.tableName]: { Keys: taken } } };
      const { response, output } = await next({ ...args, input: part as never });
      return { response, output: { ...(output as object), UnprocessedKeys: unprocessed } as never };
    },
    { step: 'initialize', priority: 'high', name: 'reluctant' },
  );
  const table = createQueryTable(documents, context.tableName, { pause: noPause });
  return { table, stop: () => client.destroy() };
};

test('what the table leaves unprocessed is read with the next call', async () => {
  const { table, stop } = reluctant(7);
  const rows = await table.read(keys);
  stop();
  expect(new Set(rows.map(({ contact_id }) => contact_id)).size).toBe(CONTACTS);
  expect(rows).toHaveLength(CONTACTS);
});

test('a table that takes nothing at all is given up after some rounds', async () => {
  const { table, stop } = reluctant(0);
  await expect(table.read(keys)).rejects.toMatchObject({ name: 'ThrottledError' });
  stop();
});

test('counting and listing a lookup agree, over any size of page, in both directions', async () => {
  const table = createQueryTable(context.documents, context.tableName, { pause: noPause });
  expect(await table.count('bot#b')).toBe(CONTACTS);
  for (const newestFirst of [true, false]) {
    const ids: string[] = [];
    for await (const page of table.lookup('bot#b', { newestFirst, pageSize: 13 })) {
      expect(page.length).toBeLessThanOrEqual(13);
      ids.push(...page.map(({ contact_id }) => contact_id));
    }
    expect(new Set(ids).size).toBe(CONTACTS);
  }
});
