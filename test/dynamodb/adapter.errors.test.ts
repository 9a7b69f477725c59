import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createTable } from '../../lib/aws/createTable.ts';
import { RefusedError, type Table } from '../../lib/pipeline/ports.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';
import { aroundCalls } from './aroundCalls.ts';
import { gather } from './gather.ts';

let context: TestContext;
let takeOut = () => {};
beforeAll(async () => {
  context = await createTestContext();
});
afterEach(() => takeOut());
afterAll(() => context.stop());

const key = { contact_id: 'c', webhook_title: '@contact' };
const row = { ...key, rev: 1, digest: '0', last_event: '' };
const tag = { key: '@tag#a', lookup: 'tag#a', kind: 'tag', name: 'a' } as const;

const writes: Record<string, (table: Table) => Promise<unknown>> = {
  'putVersioned of a new row': table => table.putVersioned(row, undefined),
  'putVersioned over another': table => table.putVersioned(row, row),
  putEvent: table => table.putEvent(row),
  putLookup: table => table.putLookup('c', tag, 1, '2026-01-01'),
  putCatalog: table => table.putCatalog(row),
  deleteLookup: table => table.deleteLookup(key, 1),
  deleteWebhook: table => table.deleteWebhook(key, '2026-01-01'),
  deleteEvent: table => table.deleteEvent(key),
};
const reads: Record<string, (table: Table) => Promise<unknown>> = {
  read: table => table.read([key]),
  readContact: table => gather(table.readContact('c')),
};

const failWith = (name: string) => {
  takeOut = aroundCalls(context.documents, () => {
    const error = { name, $fault: 'server', $metadata: {}, message: 'injected' } as const;
    return Promise.reject(new DynamoDBServiceException(error));
  });
};
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'none',
    (error: unknown) => error,
  );

describe.each(Object.entries(writes))('%s', (_name, write) => {
  test('throws what may work later as it is', async () => {
    failWith('ProvisionedThroughputExceededException');
    expect(await errorOf(write(context.table))).toMatchObject({
      name: 'ProvisionedThroughputExceededException',
    });
  });

  test('throws what the store will never take as refused, without a word of the row', async () => {
    failWith('ValidationException');
    const error = await errorOf(write(context.table));
    expect(error).toBeInstanceOf(RefusedError);
    expect(String(error)).not.toContain('injected');
  });

  test('throws that there is no table, so that it is tried again', async () => {
    const missing = createTable(context.documents, 'no-such-table', noPause);
    expect(await errorOf(write(missing))).toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe.each(Object.entries(reads))('%s', (_name, read) => {
  test('throws whatever goes wrong as it is', async () => {
    failWith('InternalServerError');
    expect(await errorOf(read(context.table))).toMatchObject({ name: 'InternalServerError' });
    takeOut();
    const missing = createTable(context.documents, 'no-such-table', noPause);
    expect(await errorOf(read(missing))).toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

test('a condition that cannot be told from the row is a condition that does not hold', async () => {
  const odd = { ...key, contact_id: 'odd', rev: 'one', last_event: 1, digest: 1 };
  await context.table.putCatalog(odd);
  expect(await context.table.putVersioned({ ...odd, rev: 2 }, { ...odd, rev: 1 })).toBe(false);
  expect(await context.table.putEvent({ ...odd, digest: 'f' })).toBe(false);
  const lookup = { ...tag, key: odd.webhook_title };
  expect(await context.table.putLookup('odd', lookup, 9, '2026-01-01')).toBe(false);
  expect(await context.table.deleteLookup(odd, 9)).toBe(false);
  expect(await context.table.deleteWebhook(odd, '2026-01-01')).toBe(false);
  const { webhook_title } = odd;
  expect(await context.table.read([{ contact_id: 'odd', webhook_title }])).toEqual([odd]);
});
