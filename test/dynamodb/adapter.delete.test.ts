import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventKey } from '../../lib/crm/keys.ts';
import { makeStamp } from '../../lib/webhook/stamp.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

const time = '2026-03-01T12:00:00.500Z';

describe('deleting a webhook row as of a time', () => {
  test.each([
    { at: '2026-03-01T12:00:00.499Z', id: 'ffffffffffffffffffff', goes: true },
    { at: '2026-03-01T12:00:00.500Z', id: '00000000000000000000', goes: true },
    { at: '2026-03-01T12:00:00.500Z', id: 'ffffffffffffffffffff', goes: true },
    { at: '2026-03-01T12:00:00.501Z', id: '00000000000000000000', goes: false },
    { at: '2027-01-01T00:00:00.000Z', id: '00000000000000000000', goes: false },
  ])('its newest event at $at with id $id: it goes is $goes', async ({ at, id, goes }) => {
    const row = {
      contact_id: `${at} ${id}`,
      webhook_title: 'Booked. Room #7',
      last_event: makeStamp(at, id, 'ffffffff'),
      rev: 1,
    };
    await context.table.putVersioned(row, undefined);
    expect(await context.table.deleteWebhook(row, time)).toBe(goes);
    expect(await context.table.read([{ ...row }].map(keyOf))).toHaveLength(goes ? 0 : 1);
  });

  test('a row without a newest event stays', async () => {
    const row = { contact_id: 'no event', webhook_title: '@contact', rev: 1 };
    await context.table.putVersioned(row, undefined);
    expect(await context.table.deleteWebhook(row, time)).toBe(false);
    expect(await context.table.read([keyOf(row)])).toEqual([row]);
  });

  test('one that is gone already is not deleted', async () => {
    const key = { contact_id: 'nobody', webhook_title: 'Booked. Room #7' };
    expect(await context.table.deleteWebhook(key, time)).toBe(false);
  });
});

describe('deleting an event row', () => {
  const row = {
    contact_id: 'c',
    webhook_title: eventKey(time, '00000000000000000000'),
    digest: '0',
  };

  test('takes it, and only it', async () => {
    const other = { ...row, webhook_title: eventKey(time, '00000000000000000001') };
    await context.table.putEvent(row);
    await context.table.putEvent(other);
    await context.table.deleteEvent(row);
    expect(await context.table.read([row, other].map(keyOf))).toEqual([other]);
  });

  test('that is gone already is no error', async () => {
    await context.table.deleteEvent(row);
    expect(await context.table.read([keyOf(row)])).toEqual([]);
  });
});

function keyOf({ contact_id, webhook_title }: { contact_id: string; webhook_title: string }) {
  return { contact_id, webhook_title };
}
