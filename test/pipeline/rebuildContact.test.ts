import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CrmConfig, defineCrm } from '../../lib/crm/config.ts';
import { CONTACT } from '../../lib/crm/keys.ts';
import type { Row } from '../../lib/crm/row.ts';
import { createCatalog } from '../../lib/pipeline/catalog.ts';
import { correctContact } from '../../lib/pipeline/correctContact.ts';
import { eraseContact } from '../../lib/pipeline/eraseContact.ts';
import { RefusedError, type Table } from '../../lib/pipeline/ports.ts';
import { rebuildContact } from '../../lib/pipeline/rebuildContact.ts';
import { dyingTable } from '../properties/feed.ts';
import { holdTable } from '../support/holdTable.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';

const yesterday = defineCrm({
  fields: { room: { from: 'room', type: 'text' } },
  rules: [
    { when: { title: 'A' }, status: 'a' },
    { when: { title: 'B' }, status: 'b', set: { seat: { from: 'variables.room' } } },
  ],
});

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext(yesterday);
});
afterAll(() => context.stop());
beforeEach(() => context.clear());

const event = (second: number, title: string, contact: object = {}) => ({
  service: 'telegram',
  title,
  bot: { id: 'b' },
  contact: {
    id: 'c',
    variables: { room: '7', city: 'Riga', mail: 'c@mail.invalid' },
    ...contact,
  },
  date: 1_700_000_000 + second,
});

const deps = (config: CrmConfig, table: Table) => ({
  table,
  config,
  catalog: createCatalog(table),
  now: Date.now,
  pause: noPause,
});
const rebuild = (config: CrmConfig, { dryRun = false, table = context.table } = {}) =>
  rebuildContact('c', { dryRun }, deps(config, table));
const rows = async (): Promise<readonly Row[]> => [...(await context.rows('c')).values()];
const contactRow = async () => (await rows()).find(row => row.webhook_title === CONTACT);
const keys = async () =>
  (await rows()).map(row => row.webhook_title).filter(key => !key.startsWith('@event#'));

/** What was yesterday, but for one thing. */
const today = (changes: Parameters<typeof defineCrm>[0]): CrmConfig =>
  defineCrm({
    fields: { room: { from: 'room', type: 'text' } },
    rules: [
      { when: { title: 'A' }, status: 'a' },
      { when: { title: 'B' }, status: 'b', set: { seat: { from: 'variables.room' } } },
    ],
    ...changes,
  });

const CHANGES: Readonly<
  Record<string, { config: CrmConfig; row: object; added?: string[]; gone?: string[] }>
> = {
  'a new rule': {
    config: today({ rules: [{ when: { title: 'B' }, status: 'new' }] }),
    row: { status: 'new' },
    added: ['@status#new'],
    gone: ['@status#b'],
  },
  'a new field': {
    config: today({ fields: { room: 'room', contact_mail: { from: 'mail', type: 'email' } } }),
    row: { fields: { room: '7', contact_mail: 'c@mail.invalid', seat: '7' } },
    added: ['@email#c@mail.invalid'],
  },
  'a new index': {
    config: today({ index: ['city'] }),
    row: {},
    added: ['@var#city=Riga'],
  },
  'a rule that is gone': {
    config: today({ rules: [{ when: { title: 'A' }, status: 'a' }] }),
    row: { status: 'a', fields: { room: '7' } },
    added: ['@status#a'],
    gone: ['@status#b'],
  },
  'another type': {
    config: today({ fields: { room: { from: 'room', type: 'number' } } }),
    row: { fields: { room: 7, seat: '7' } },
  },
  'an event that is ignored now': {
    config: today({
      rules: [
        { when: { title: 'A' }, status: 'a' },
        { when: { title: 'B' }, ignore: true },
      ],
    }),
    row: { status: 'a' },
    added: ['@status#a'],
    gone: ['@status#b', 'B'],
  },
};

describe('a rebuild under a configuration with', () => {
  test.each(Object.entries(CHANGES))(
    '%s tells the difference, makes it so, and then finds none',
    async (_, change) => {
      const { config, row, added = [], gone = [] } = change;
      await context.apply([event(1, 'A'), event(2, 'B')]);
      const before = await context.rows('c');
      const names = await keys();
      const dry = await rebuild(config, { dryRun: true });
      expect(await context.rows('c')).toEqual(before);
      expect(dry?.contactId).toBe('c');
      expect(dry?.differences.length).toBeGreaterThan(0);
      expect(await rebuild(config)).toEqual(dry);
      expect(await contactRow()).toMatchObject(row);
      const left = names.filter(key => !gone.includes(key));
      expect(new Set(await keys())).toEqual(new Set([...left, ...added]));
      expect((await rebuild(config, { dryRun: true }))?.differences).toEqual([]);
      // And back again: nothing of yesterday is lost.
      await rebuild(yesterday);
      const books = ({ rev, since, ...each }: Row) => each;
      const sorted = (all: Iterable<Row>) =>
        [...all]
          .map(books)
          .sort((a, b) => (String(a.webhook_title) < String(b.webhook_title) ? -1 : 1));
      expect(sorted(await rows())).toEqual(sorted(before.values()));
    },
  );

  test('any change, killed between any two calls, is finished by another', async () => {
    const config = defineCrm({ index: ['city'], rules: [{ when: { title: 'B' }, status: 'new' }] });
    const events = [event(1, 'A'), event(2, 'B')];
    let died = 0;
    for (let calls = 0; ; calls += 1) {
      await context.clear();
      await context.apply(events);
      const first = await rebuild(config, { table: dyingTable(context.table, calls) }).catch(
        () => 'died',
      );
      await rebuild(config);
      expect(new Set(await keys())).toEqual(
        new Set([CONTACT, 'A', 'B', '@status#new', '@var#city=Riga']),
      );
      expect(await contactRow()).toMatchObject({ status: 'new' });
      expect((await rebuild(config, { dryRun: true }))?.differences).toEqual([]);
      if (first !== 'died') break;
      died += 1;
    }
    expect(died).toBeGreaterThan(5);
  });
});

describe('a rebuild keeps', () => {
  test('what only expired events knew, and what a person corrected', async () => {
    await context.apply([
      event(1, 'A', { name: 'Ann', variables: { city: 'Riga' } }),
      event(2, 'B', { variables: { room: '7' } }),
    ]);
    const values = new Map([['status', 'called']]);
    await correctContact({ contactId: 'c', by: 'me', values }, deps(yesterday, context.table));
    for (const row of await rows()) {
      if (row.webhook_title.startsWith('@event#') && row.title === 'A')
        await context.table.deleteEvent(row);
    }
    await rebuild(defineCrm({}));
    expect(await contactRow()).toMatchObject({
      name: 'Ann',
      status: 'called',
      variables: { city: 'Riga', room: '7' },
      first_activity: '2023-11-14T22:13:21.000Z',
    });
    expect(await keys()).toEqual(expect.arrayContaining(['A', 'B', '@status#called']));
  });

  test.each([
    [
      'nests too deep',
      deflateRawSync(`{"contact":{"id":"c"},"x":${'['.repeat(9000)}${']'.repeat(9000)}}`),
    ],
    ['has no contact', deflateRawSync('{}')],
    ['is not deflated', Buffer.from('{"contact":')],
    ['is not there', undefined],
  ])('all that the rows hold of an event whose text %s', async (_, raw) => {
    await context.apply([event(1, 'A', { name: 'Ann' }), event(2, 'B', { tags: ['t'] })]);
    const before = await rows();
    for (const row of before.filter(({ title }) => title === 'B')) {
      if (!row.webhook_title.startsWith('@event#')) continue;
      await context.table.deleteEvent(row);
      const { raw: _raw, ...rest } = row;
      await context.table.putEvent({ ...rest, ...(raw && { raw: new Uint8Array(raw) }) });
    }
    expect(await rebuild(yesterday)).toMatchObject({ differences: [], events: 1, unreadable: 1 });
    await rebuild(today({ rules: [{ when: { title: 'A' }, status: 'x' }] }));
    expect(await contactRow()).toMatchObject({
      name: 'Ann',
      status: 'b',
      tags: ['t'],
      service: 'telegram',
      last_activity: '2023-11-14T22:13:22.000Z',
    });
    expect(await keys()).toEqual(expect.arrayContaining(['A', 'B', '@tag#t']));
  });

  test('a lookup that a consumer under another configuration is about to delete', async () => {
    await context.apply([event(1, 'A')]);
    const { table, hold, waiting, release } = holdTable(context.table);
    hold('deleteLookup');
    const late = context.apply([event(2, 'B')], { table });
    await waiting('deleteLookup');
    // Under this one the status is still what it was.
    await rebuild(today({ rules: [{ when: { title: 'A' }, status: 'a' }] }));
    release();
    await late;
    expect(await contactRow()).toMatchObject({ status: 'a' });
    expect(await keys()).toContain('@status#a');
  });
});

test('a contact that is not there has nothing to rebuild, and an erased one stays erased', async () => {
  expect(await rebuild(yesterday)).toBeUndefined();
  await context.apply([event(1, 'A')]);
  const { table } = context;
  await eraseContact('c', { table, config: yesterday, now: Date.now, pause: noPause });
  const tombstone = await rows();
  expect(await rebuild(today({ index: ['city'] }))).toMatchObject({ differences: [], events: 0 });
  expect(await rows()).toEqual(tombstone);
});

test('rows that the table refuses are refused for good', async () => {
  await context.apply([event(1, 'A')]);
  const refusing: Table = {
    ...context.table,
    putVersioned: async () => {
      throw new RefusedError('the table refuses the row');
    },
  };
  await expect(rebuild(today({ index: ['city'] }), { table: refusing })).rejects.toThrow(
    RefusedError,
  );
});
