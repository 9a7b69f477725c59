import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import config from '../../crm.config.ts';
import { toDocumentClient } from '../../lib/aws/clients.ts';
import { catalogRowsOf } from '../../lib/crm/catalogRows.ts';
import { contactToRow } from '../../lib/crm/contactRow.ts';
import { eventToRow } from '../../lib/crm/eventRow.ts';
import { contactOfEvent } from '../../lib/crm/registers.ts';
import type { AttributeValue, Row } from '../../lib/crm/row.ts';
import { LARGEST_ROW, rowSize } from '../../lib/crm/rowSize.ts';
import { webhookOfEvent, webhookToRow } from '../../lib/crm/webhookRow.ts';
import { splitBody } from '../../lib/webhook/splitBody.ts';
import { startDynamodb } from '../../tools/local/engines/startDynamodb.ts';
import { localCredentials, localRegion } from '../../tools/local/engines.ts';
import { eventOf } from '../webhook/anEvent.ts';
import { SAMPLES } from '../webhook/samples.ts';

const aRow = (attributes: Readonly<Record<string, AttributeValue>>): Row => ({
  contact_id: 'c',
  webhook_title: 't',
  ...attributes,
});
/** A row that is filled up with text to a size, in bytes. */
const filledTo = (size: number, attributes: Readonly<Record<string, AttributeValue>>): Row => {
  const row = aRow({ ...attributes, filler: '' });
  return { ...row, filler: 'x'.repeat(size - rowSize(row)) };
};

describe('a row is as large as the documentation counts it:', () => {
  const none = rowSize(aRow({}));
  test.each<[string, AttributeValue, number]>([
    ['text in UTF-8', 'aё🌻', 7],
    ['null', null, 1],
    ['a boolean', false, 1],
    ['bytes', new Uint8Array(5), 5],
    ['a number by its digits', 12_345, 4],
    ['an empty list', [], 3],
    ['a list and its members', ['a', 'bc'], 3 + 2 + 3],
    ['a map, its names and members', { ab: true, c: null }, 3 + 4 + 3],
  ])('%s', (_, value, bytes) => {
    expect(rowSize(aRow({ n: value })) - none - 1).toBe(bytes);
  });
});

describe('the engine', () => {
  let engine: Awaited<ReturnType<typeof startDynamodb>>;
  let documents: DynamoDBDocumentClient;
  beforeAll(async () => {
    engine = await startDynamodb({ port: 0 });
    const client = new DynamoDBClient({
      endpoint: engine.endpoint,
      region: localRegion,
      credentials: { ...localCredentials },
    });
    const names = ['contact_id', 'webhook_title'];
    await client.send(
      new CreateTableCommand({
        TableName: 'sizes',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: names.map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: names.map((AttributeName, index) => ({
          AttributeName,
          KeyType: index === 0 ? 'HASH' : 'RANGE',
        })),
      }),
    );
    documents = toDocumentClient(client);
  });
  afterAll(async () => {
    documents.destroy();
    await engine.stop();
  });
  const put = (row: Row) => documents.send(new PutCommand({ TableName: 'sizes', Item: row }));

  const many = <T>(make: (index: number) => T): T[] =>
    Array.from({ length: 5000 }, (_, i) => make(i));
  // Plain letters only: the engine counts characters where DynamoDB counts bytes.
  test.each<[string, Readonly<Record<string, AttributeValue>>]>([
    ['text', {}],
    ['tags', { tags: many(index => `tag-${index}`) }],
    [
      'variables',
      { variables: Object.fromEntries(many(index => [`name ${index}`, index % 2 === 0])) },
    ],
    ['numbers', { numbers: many(index => index * -1234.5) }],
    ['bytes', { raw: new Uint8Array(300_000) }],
  ])('takes a row that fits, and refuses one that does not: of %s', async (_, attributes) => {
    const margin = LARGEST_ROW / 50;
    await expect(put(filledTo(LARGEST_ROW - margin, attributes))).resolves.toBeDefined();
    await expect(put(filledTo(LARGEST_ROW + margin, attributes))).rejects.toThrow(/size/);
  });
});

test.each(Object.entries(SAMPLES))(
  'each row of %s costs one write unit: 1 KB at most',
  (_, body) => {
    const split = splitBody(body);
    if (!split.ok) throw new Error(split.reason);
    for (const event of split.elements.map(raw => eventOf(raw))) {
      const version = { rev: 1000, since: '2026-03-01T12:00:00.000Z' };
      const key = { contactId: event.contact.id, title: event.title };
      const rows = [
        contactToRow(contactOfEvent(event, config), config, version),
        webhookToRow(key, webhookOfEvent(event), version),
        eventToRow(event, config),
        ...catalogRowsOf(event),
      ];
      for (const row of rows) expect(row && rowSize(row)).toBeLessThanOrEqual(1024);
    }
  },
);
