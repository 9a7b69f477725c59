import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { CONTACT } from '../../lib/crm/keys.ts';
import type { Row } from '../../lib/crm/row.ts';
import { createCatalog } from '../../lib/pipeline/catalog.ts';
import { correctContact } from '../../lib/pipeline/correctContact.ts';
import { type Erasure, eraseContact, sweepAgain } from '../../lib/pipeline/eraseContact.ts';
import type { Table } from '../../lib/pipeline/ports.ts';
import { rebuildContact } from '../../lib/pipeline/rebuildContact.ts';
import { dyingTable } from '../properties/feed.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';

const config = defineCrm({
  fields: { mail: { from: 'mail', type: 'email' } },
  rules: [
    { when: { title: 'Reserved' }, status: 'reserved', set: { seat: { from: 'variables.seat' } } },
  ],
  index: ['city'],
});
const CANARY = 'canary-4711';
const NOON = Date.parse('2026-03-01T12:00:00.000Z');
const [BEFORE, AFTER] = [-3600, 60];

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext(config);
});
afterAll(() => context.stop());
beforeEach(() => context.clear());

/** All that an event can say of a person. */
const event = (second: number, title = 'Reserved', id = 'c') => ({
  service: 'telegram',
  title,
  bot: { id: 'b' },
  contact: {
    id,
    name: CANARY,
    username: CANARY,
    email: `${CANARY}@example.invalid`,
    phone: '+12025550101',
    photo: `https://example.invalid/${CANARY}.png`,
    last_message: CANARY,
    tags: ['vip'],
    variables: { city: CANARY, seat: CANARY, mail: `${CANARY}@mail.invalid` },
  },
  date: NOON / 1000 + second,
});

const receivedAt = new Date(NOON + 600_000).toISOString();
const send = (...events: readonly object[]) => context.apply(events, { receivedAt });
const erase = (table: Table = context.table, id = 'c'): Promise<Erasure> =>
  eraseContact(id, { table, config, now: () => NOON, pause: noPause });
const row = async (key = CONTACT): Promise<Row | undefined> =>
  (await context.rows('c')).get(`c|${key}`);
const deps = () => ({
  table: context.table,
  config,
  catalog: createCatalog(context.table),
  now: () => NOON,
  pause: noPause,
});

/** Also the catalog, which has names alone. */
const expectNoTrace = async (): Promise<void> => {
  expect(JSON.stringify([...(await context.rows()).values()])).not.toMatch(/canary|2025550101/);
};

describe('an erasure', () => {
  const begin = async (): Promise<void> => {
    await context.clear();
    await send(event(BEFORE), event(BEFORE + 1, ''), event(BEFORE + 2, 'unsubscribe'));
    const values = new Map([['name', `${CANARY} corrected`]]);
    await correctContact(
      { contactId: 'c', by: CANARY, values },
      { ...deps(), now: () => NOON - 1 },
    );
  };

  test('leaves a tombstone with the opt-out, and no trace of the person in any row', async () => {
    await begin();
    const { erased_at, already, swept } = await erase();
    expect({ erased_at, already }).toEqual({
      erased_at: new Date(NOON).toISOString(),
      already: false,
    });
    // Lines of the timeline, the correction's among them; webhooks; lookups.
    expect(swept).toBe(4 + 3 + 6);
    await expectNoTrace();
    expect([...(await context.rows('c')).values()]).toEqual([
      {
        contact_id: 'c',
        webhook_title: CONTACT,
        erased_at: new Date(NOON).toISOString(),
        rev: expect.any(Number),
        subscription: 'unsubscribed',
        subscription_at: new Date(NOON + (BEFORE + 2) * 1000).toISOString(),
        as_of: expect.stringMatching(/^2026-03-01T11:00:02\.000Z#/),
      },
    ]);
  });

  test('that is killed between any two calls is finished by another', async () => {
    let died = 0;
    for (let calls = 0; ; calls += 1) {
      await begin();
      const first = await erase(dyingTable(context.table, calls)).catch(() => 'died');
      const { already } = await erase();
      // Once the tombstone stands, it is told as what it is.
      expect(already).toBe(calls >= 2);
      await expectNoTrace();
      expect((await context.rows('c')).size).toBe(1);
      if (first !== 'died') break;
      died += 1;
    }
    expect(died).toBeGreaterThan(10);
  });

  test('drops whatever old comes again, and a replay and a rebuild after it bring nothing back', async () => {
    await begin();
    await erase();
    await send(event(BEFORE), event(BEFORE + 2, 'unsubscribe'), event(-1, 'Other'));
    await rebuildContact('c', { dryRun: false }, deps());
    expect(
      await correctContact(
        { contactId: 'c', by: 'Ann', values: new Map([['name', CANARY]]) },
        deps(),
      ),
    ).toBeUndefined();
    await sweepAgain('c', { table: context.table, config });
    await expectNoTrace();
    expect((await context.rows('c')).size).toBe(1);
  });

  test('lets a new subscription start afresh, with nothing of the life before', async () => {
    await begin();
    await erase();
    const { contact, ...rest } = event(AFTER, 'new_subscriber');
    await send({ ...rest, contact: { id: contact.id, name: 'New' } });
    expect(await row()).toMatchObject({
      name: 'New',
      subscription: 'subscribed',
      first_activity: new Date(NOON + AFTER * 1000).toISOString(),
    });
    await send(event(BEFORE), event(BEFORE + 1, 'Other'));
    await sweepAgain('c', { table: context.table, config });
    await rebuildContact('c', { dryRun: false }, deps());
    await expectNoTrace();
    expect(await row()).toMatchObject({ name: 'New', subscription: 'subscribed' });
  });

  test('keeps an opt-out until the person takes it back, whatever else comes', async () => {
    await begin();
    await erase();
    await send({ ...event(AFTER, 'Reserved') });
    expect(await row()).toMatchObject({ subscription: 'unsubscribed', name: CANARY });
    await send(event(AFTER + 1, 'new_subscriber'));
    expect(await row()).toMatchObject({ subscription: 'subscribed' });
  });

  test('of a contact that was never heard drops what is on its way', async () => {
    await erase();
    await send(event(BEFORE));
    await expectNoTrace();
    expect(await row()).toMatchObject({ erased_at: expect.any(String), rev: 1 });
  });

  test('harms nobody else', async () => {
    await send(event(BEFORE, 'Reserved', 'd'));
    const before = await context.rows('d');
    await send(event(BEFORE));
    await erase();
    expect(await context.rows('d')).toEqual(before);
  });

  test('of one who came back since erases again', async () => {
    await send(event(BEFORE));
    await erase();
    await send(event(AFTER));
    const again = await erase();
    // The later of now and the newest event.
    expect(again).toMatchObject({
      already: false,
      erased_at: new Date(NOON + AFTER * 1000).toISOString(),
    });
    await expectNoTrace();
    await send(event(AFTER));
    await expectNoTrace();
  });
});
