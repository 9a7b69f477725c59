import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { eventToRow } from '../../lib/crm/eventRow.ts';
import { parseEvent } from '../../lib/webhook/parseEvent.ts';
import { createTestContext, RECEIVED_AT, type TestContext } from '../support/testContext.ts';
import { createMeter, type Meter } from './createMeter.ts';
import { whatsapp } from './inventedEvents.ts';

/* Counted by AWS's own engine. What a contact has behind it must cost nothing: only its own rows are read. */

const EVENTS = 10_000;
const config = defineCrm({ index: ['city'] });
const id = '65f0a1b2c3d4e5f607182931';

let context: TestContext;
let bill: Meter;
beforeAll(async () => {
  context = await createTestContext(config);
  bill = createMeter(context);
  await bill(whatsapp('somebody', 0, { tags: ['a', 'b', 'vip'] }));
  // The first and the last by the bridge, for what the contact says of them; between them, rows as the bridge writes them.
  await bill(whatsapp(id, 0), whatsapp(id, EVENTS - 1));
  const seconds = Array.from({ length: EVENTS - 2 }, (_, n) => n + 1);
  for (let start = 0; start < seconds.length; start += 25) {
    const rows = seconds.slice(start, start + 25).map(eventRow);
    await context.documents.send(
      new BatchWriteCommand({
        RequestItems: { [context.tableName]: rows.map(Item => ({ PutRequest: { Item } })) },
      }),
    );
  }
  const keys = [...(await context.rows(id)).keys()];
  expect(keys.filter(key => key.includes('|@event#'))).toHaveLength(EVENTS);
});
afterAll(() => context.stop());

const eventRow = (second: number) => {
  const event = parseEvent(JSON.stringify(whatsapp(id, second)), RECEIVED_AT);
  if ('problem' in event) throw new Error(event.problem);
  return eventToRow(event, config);
};

test('with 10,000 events behind the contact, a message costs 3 write units and 2 read units', async () => {
  const message = await bill(whatsapp(id, 20_000));
  expect(message).toEqual({ ...message, writes: 3, reads: 2 });
});

test('with 10,000 events behind the contact, a repeat of the newest costs reads only', async () => {
  await bill(whatsapp(id, 21_000));
  const again = await bill(whatsapp(id, 21_000));
  expect(again).toEqual({ ...again, writes: 0, reads: 2 });
});

test('with 10,000 events behind the contact, a repeat of an old one costs one write unit', async () => {
  const again = await bill(whatsapp(id, 5_000));
  expect(again).toEqual({ ...again, writes: 1, reads: 2 });
});

test('with 10,000 events behind the contact, one that adds a tag costs 5 write units', async () => {
  await bill(whatsapp(id, 22_000, { tags: ['a'] }));
  const tagged = await bill(whatsapp(id, 22_001, { tags: ['a', 'vip'] }));
  expect(tagged).toEqual({ ...tagged, writes: 5, reads: 2 });
});

test('with 10,000 events behind the contact, ten in one batch cost 12 write units', async () => {
  await bill(whatsapp(id, 23_000));
  const ten = await bill(...Array.from({ length: 10 }, (_, n) => whatsapp(id, 23_001 + n)));
  expect(ten).toEqual({ ...ten, writes: 12, reads: 2 });
});
