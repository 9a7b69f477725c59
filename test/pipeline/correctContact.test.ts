import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { CONTACT } from '../../lib/crm/keys.ts';
import type { Row } from '../../lib/crm/row.ts';
import { createCatalog } from '../../lib/pipeline/catalog.ts';
import { correctContact } from '../../lib/pipeline/correctContact.ts';
import { eraseContact, sweepAgain } from '../../lib/pipeline/eraseContact.ts';
import type { Table } from '../../lib/pipeline/ports.ts';
import { rebuildContact } from '../../lib/pipeline/rebuildContact.ts';
import { dyingTable } from '../properties/feed.ts';
import { holdTable } from '../support/holdTable.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';

const config = defineCrm({
  fields: { mail: { from: 'mail', type: 'email' } },
  rules: [{ when: { title: 'Reserved' }, status: 'reserved' }],
  index: ['city'],
});
const CANARY = 'canary-4711';
const NOON = Date.parse('2026-03-01T12:00:00.000Z');

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext(config);
});
afterAll(() => context.stop());
beforeEach(() => context.clear());

const event = (second: number, contact: object = {}) => ({
  service: 'telegram',
  title: 'Reserved',
  bot: { id: 'b' },
  contact: { id: 'c', tags: ['a'], email: 'bot@example.invalid', ...contact },
  date: NOON / 1000 - 3600 + second,
});

const deps = (table: Table, now = NOON) => ({
  table,
  config,
  catalog: createCatalog(table),
  now: () => now,
  pause: noPause,
});

const correct = (values: Record<string, string | null | string[]>, table: Table, now?: number) =>
  correctContact(
    { contactId: 'c', by: 'Ann', values: new Map(Object.entries(values)) },
    deps(table, now),
  );

const contactRow = async (): Promise<Row | undefined> =>
  (await context.rows('c')).get(`c|${CONTACT}`);

/** All but the timeline and the books. */
const state = async (): Promise<unknown> =>
  [...(await context.rows('c')).values()]
    .filter(({ webhook_title }) => !webhook_title.startsWith('@event#'))
    .map(({ rev, since, stamps, as_of, ...row }) => row)
    .sort((a, b) => (String(a.webhook_title) < String(b.webhook_title) ? -1 : 1));

const VALUES = {
  status: 'called',
  email: `${CANARY}@example.invalid`,
  tags: [CANARY],
  'variables.city': CANARY,
};

describe('a correction that is killed', () => {
  test('between any two calls is finished by another', async () => {
    await context.apply([event(1)]);
    await correct(VALUES, context.table);
    const whole = await state();
    let died = 0;
    for (let calls = 0; ; calls += 1) {
      await context.clear();
      await context.apply([event(1)]);
      const first = await correct(VALUES, dyingTable(context.table, calls)).catch(() => 'died');
      await correct(VALUES, context.table);
      expect(await state()).toEqual(whole);
      if (first !== 'died') break;
      died += 1;
    }
    expect(died).toBeGreaterThan(8);
  });

  test('and lifted leaves what the bot says, and finds it so alone', async () => {
    await context.apply([event(1)]);
    const before = await state();
    for (let calls = 0; calls < 14; calls += 1) {
      await correct(VALUES, dyingTable(context.table, calls)).catch(() => undefined);
    }
    const lifted = Object.fromEntries(Object.keys(VALUES).map(name => [name, null]));
    await correct(lifted, context.table);
    const after = (await state()) as Row[];
    expect(after.map(({ overrides, ...row }) => row)).toEqual(before);
  });
});

const TOMBSTONE = new Set(['contact_id', 'erased_at', 'rev', 'webhook_title']);

describe('a correction and an erasure at once', () => {
  /** The correction has read the contact; its clock is ahead of the eraser's. */
  const race = async (): Promise<
    ReturnType<typeof holdTable> & { corrected: Promise<unknown> }
  > => {
    await context.apply([event(1)]);
    const held = holdTable(context.table);
    held.hold('putEvent', 'putLookup');
    const corrected = correct(VALUES, held.table, NOON + 5000).catch(() => 'died');
    await held.waiting('putEvent');
    const { table } = context;
    await eraseContact('c', { table, config, now: () => NOON, pause: noPause });
    return { ...held, corrected };
  };
  const expectTombstone = async (): Promise<void> => {
    const rows = [...(await context.rows('c')).values()];
    expect(rows.map(row => new Set(Object.keys(row)))).toEqual([TOMBSTONE]);
  };

  test('leave nothing of it', async () => {
    const { release, corrected } = await race();
    release();
    expect(await corrected).toBeUndefined();
    await expectTombstone();
  });

  test('leave nothing of it after the second sweep, when it is killed', async () => {
    const { release, hold, waiting, die, corrected } = await race();
    release();
    hold('putVersioned');
    await waiting('putVersioned');
    die();
    expect(await corrected).toBe('died');
    expect(JSON.stringify([...(await context.rows('c')).values()])).toContain(CANARY);
    await rebuildContact('c', { dryRun: false }, deps(context.table));
    // Nor does a rebuild bring it to the tombstone.
    expect(new Set(Object.keys((await contactRow()) ?? {}))).toEqual(TOMBSTONE);
    await sweepAgain('c', { table: context.table, config });
    await expectTombstone();
  });
});

describe('where clocks run behind', () => {
  test('the later of two corrections counts', async () => {
    await context.apply([event(1)]);
    await correct({ status: 'first' }, context.table, NOON);
    await correct({ status: 'second' }, context.table, NOON - 60_000);
    expect(await contactRow()).toMatchObject({ status: 'second' });
    await correct({ status: null }, context.table, NOON - 120_000);
    expect(await contactRow()).toMatchObject({ status: 'reserved' });
  });

  test('a contact that came back can be corrected', async () => {
    await context.apply([event(1)]);
    const { table } = context;
    await eraseContact('c', { table, config, now: () => NOON, pause: noPause });
    await context.apply([event(3601)], { receivedAt: new Date(NOON + 2000).toISOString() });
    expect(await correct({ status: 'called' }, table, NOON - 1000)).toBeDefined();
    expect(await contactRow()).toMatchObject({ status: 'called' });
  });
});

test('corrections and events at once all hold', async () => {
  await context.apply([event(0)]);
  await Promise.all([
    ...['name', 'username', 'status'].map(path => correct({ [path]: `my ${path}` }, context.table)),
    ...Array.from({ length: 5 }, (_, second) =>
      context.apply([event(second + 1, { name: `Bot ${second}`, tags: [`t${second}`] })]),
    ),
  ]);
  expect(await contactRow()).toMatchObject({
    name: 'my name',
    username: 'my username',
    status: 'my status',
    tags: ['t4'],
    reported: { name: 'Bot 4', status: 'reserved' },
  });
  const { differences } = (await rebuildContact('c', { dryRun: true }, deps(context.table))) ?? {};
  expect(differences).toEqual([]);
});
