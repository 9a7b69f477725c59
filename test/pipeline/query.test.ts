import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createQueryTable } from '../../lib/aws/queryTable.ts';
import { defineCrm } from '../../lib/crm/config.ts';
import { eraseContact } from '../../lib/pipeline/eraseContact.ts';
import type { ContactFilter } from '../../lib/pipeline/query/contactFilter.ts';
import { countContacts, countLookups } from '../../lib/pipeline/query/countContacts.ts';
import {
  type FindOptions,
  findContacts,
  type QueryDependencies,
} from '../../lib/pipeline/query/findContacts.ts';
import type { Cursor } from '../../lib/pipeline/query/mergeLookups.ts';
import type { ReadCost } from '../../lib/pipeline/query/queryPort.ts';
import { readContact } from '../../lib/pipeline/query/readContact.ts';
import { readTimeline } from '../../lib/pipeline/query/readTimeline.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';

const config = defineCrm({
  index: ['city'],
  fields: { mobile: { from: 'mobile', type: 'phone' }, city: 'city' },
  rules: [{ when: { title: 'Reserved. *' }, status: 'reserved' }],
  defaultCountry: 'LV',
});

let context: TestContext;
let deps: QueryDependencies;
let costs: ReadCost[];
let seconds = 1_700_000_000;

beforeAll(async () => {
  context = await createTestContext(config);
  const onRead = (cost: ReadCost) => void costs.push(cost);
  const options = { pause: noPause, onRead };
  deps = { table: createQueryTable(context.documents, context.tableName, options), config };
});
beforeEach(() => {
  costs = [];
});
afterAll(() => context.stop());

/** One event, a second after the one before. */
const send = async (
  contact: Record<string, unknown>,
  { title = 'Flow', bot = 'b1' }: { title?: string; bot?: string } = {},
): Promise<void> => {
  seconds += 1;
  await context.apply([{ service: 'telegram', title, bot: { id: bot }, contact, date: seconds }]);
};

const find = async (filter: ContactFilter, options?: FindOptions): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const { found } of findContacts(filter, deps, options)) {
    ids.push(...found.map(({ contact }) => contact.contact_id));
  }
  return ids;
};

const units = (): number => costs.reduce((sum, cost) => sum + cost.units, 0);

describe('what is found is verified', () => {
  test('a lookup that outlived its tag finds nobody', async () => {
    await send({ id: 'stale', tags: ['stale-tag'] });
    await putLookup('stale', '@tag#never-had', 'tag#never-had');
    expect(await find({ tags: ['never-had'] })).toEqual([]);
    expect(await countLookups({ tag: 'never-had' }, deps.table)).toBe(1);
    expect(await countContacts({ tag: 'never-had' }, deps)).toBe(0);
    expect(await find({ tags: ['stale-tag'] })).toEqual(['stale']);
  });

  test('an erased contact is found by nothing, though its lookups and webhooks are there', async () => {
    await send(
      { id: 'erased', tags: ['erased-tag'], email: 'erased@example.invalid' },
      { title: 'Erased' },
    );
    const rows = await context.rows('erased');
    await erase('erased');
    // What a consumer that read before the erasure might still put.
    for (const row of rows.values()) {
      if (row.webhook_title !== '@contact') await put(row);
    }
    expect(await find({ tags: ['erased-tag'] })).toEqual([]);
    expect(await find({ emails: ['erased@example.invalid'] })).toEqual([]);
    expect(await find({ webhooks: ['Erased'] })).toEqual([]);
    expect(await readContact('erased', deps.table)).toEqual({ erased_at: expect.any(String) });
    expect(await readTimeline('erased', deps.table)).toEqual({ erased_at: expect.any(String) });
  });

  test('one who came back after an erasure has nothing of the life before', async () => {
    await send({ id: 'back', tags: ['before'] }, { title: 'Before' });
    const rows = await context.rows('back');
    await erase('back', seconds + 1);
    for (const row of rows.values()) {
      if (row.webhook_title !== '@contact') await put(row);
    }
    seconds += 2;
    await send({ id: 'back', tags: ['after'] }, { title: 'After' });
    expect(await find({ webhooks: ['Before'] })).toEqual([]);
    expect(await find({ webhooks: ['After'] })).toEqual(['back']);
    expect(await find({ tags: ['before'] })).toEqual([]);
    expect(await readContact('back', deps.table)).toMatchObject({ webhooks: [{ title: 'After' }] });
    const titles: (string | null)[] = [];
    const pages = await readTimeline('back', deps.table);
    if (pages === undefined || 'erased_at' in pages) throw new Error('it is there');
    for await (const events of pages) titles.push(...events.map(({ title }) => title));
    expect(titles).toEqual(['After']);
  });

  test('one who moved between two bots counts once, at the bot that was heard last', async () => {
    await send({ id: 'mover' }, { bot: 'from' });
    await send({ id: 'mover' }, { bot: 'to' });
    expect(await find({ bots: ['from'] })).toEqual([]);
    expect(await find({ bots: ['to'] })).toEqual(['mover']);
    expect((await find({})).filter(id => id === 'mover')).toEqual(['mover']);
  });
});

describe('names that people type', () => {
  test.each([
    ['@contact'],
    ['#'],
    ['@event#2026'],
    ['  blank around  '],
    ['Ж'.repeat(3000)],
    ['a=b%c'],
  ])('a webhook, a tag and a bot named %j are found', async name => {
    const id = `names-${name}`.slice(0, 50);
    await send({ id, tags: [name] }, { title: name, bot: name });
    expect(await find({ webhooks: [name] })).toEqual([id]);
    expect(await find({ tags: [name] })).toEqual([id]);
    expect(await find({ bots: [name] })).toEqual([id]);
  });

  test('a contact whose id begins with @ is found and read by its own id', async () => {
    await send({ id: '@catalog', tags: ['at'] });
    expect(await find({ tags: ['at'] })).toEqual(['@catalog']);
    expect(await readContact('@catalog', deps.table)).toMatchObject({
      contact: { contact_id: '@catalog' },
    });
  });

  test('webhooks on both sides of the events are read with the contact, and no event', async () => {
    const titles = ['!first', '@odd', 'last', '🎁', '\tindented'];
    for (const title of titles) await send({ id: 'sides' }, { title });
    costs = [];
    const details = await readContact('sides', deps.table);
    if (details === undefined || 'erased_at' in details) throw new Error('it is there');
    expect(details.webhooks.map(({ title }) => title)).toEqual(titles.reverse());
    // The contact, five webhooks: five events are not among what was read.
    expect(costs.reduce((sum, { rows }) => sum + rows, 0)).toBe(6);
  });

  test('a variable named __proto__ is shown and found like any other', async () => {
    const contact = '{"id":"proto","variables":{"__proto__":"x","city":"Proto city"}}';
    await context.apply([
      `{"service":"viber","title":"T","bot":{"id":"b1"},"contact":${contact},"date":1700000500}`,
    ]);
    expect(await find({ variables: [{ name: '__proto__', value: 'x' }] })).toEqual(['proto']);
    const details = await readContact('proto', deps.table);
    expect(JSON.stringify(details)).toContain('"__proto__":"x"');
  });
});

describe('filters', () => {
  test('phones are found however they are written, in contact, variable and mapped field', async () => {
    await send({ id: 'phone-1', phone: '37120000001' });
    await send({ id: 'phone-2', variables: { Phone: '+371 2000-0002' } });
    await send({ id: 'phone-3', variables: { mobile: '20000003' } });
    await send({ id: 'phone-4', phone: '+38093000000' });
    expect(await find({ phones: ['+371 20 000 001'] })).toEqual(['phone-1']);
    expect(await find({ phones: ['20000002'] })).toEqual(['phone-2']);
    expect(await find({ phones: ['+37120000003'] })).toEqual(['phone-3']);
    expect(await find({ phones: ['38093000000'] })).toEqual(['phone-4']);
  });

  test('what can be no phone and no e-mail is refused without being repeated', async () => {
    await expect(find({ phones: ['secret'] })).rejects.toThrow(
      'that is no phone number: write it with its country, like +12025550101',
    );
    await expect(find({ emails: ['secret'] })).rejects.toThrow('that is no e-mail address');
  });

  test('repeated ones must hold together', async () => {
    await send({ id: 'both', tags: ['x', 'y'], variables: { city: 'Riga', seat: 'A1' } });
    await send({ id: 'one', tags: ['x'], variables: { city: 'Riga', seat: null } });
    expect(await find({ tags: ['x', 'y'] })).toEqual(['both']);
    expect(await find({ statuses: ['a', 'b'] })).toEqual([]);
    const riga = { name: 'city', value: 'Riga' };
    expect(await find({ variables: [riga, { name: 'seat', value: 'A1' }] })).toEqual(['both']);
    expect(await find({ variables: [riga, { name: 'seat', value: '' }] })).toEqual(['one']);
  });

  test('times are those of the last activity, or of each webhook that is named', async () => {
    await send({ id: 'timed' }, { title: 'Reserved. 1' });
    const reserved = new Date(seconds * 1000).toISOString();
    await send({ id: 'timed' }, { title: 'Other' });
    const other = new Date(seconds * 1000).toISOString();
    expect(await find({ statuses: ['reserved'], until: reserved })).toEqual([]);
    expect(await find({ statuses: ['reserved'], until: other, since: other })).toEqual(['timed']);
    expect(await find({ webhooks: ['Reserved. 1'], until: reserved })).toEqual(['timed']);
    expect(await find({ webhooks: ['Reserved. 1', 'Other'], since: other })).toEqual([]);
  });
});

describe('what a question costs', () => {
  test('the narrowest lookup drives: a phone among a thousand tags reads one contact', async () => {
    await send({ id: 'narrow', phone: '+12025550147', tags: ['x'] });
    costs = [];
    expect(await find({ tags: ['x'], phones: ['+12025550147'] })).toEqual(['narrow']);
    expect(costs.map(({ kind, rows }) => [kind, rows])).toEqual([
      ['index', 1],
      ['rows', 1],
    ]);
    expect(units()).toBeLessThanOrEqual(1);
  });

  test('a limit reads no more than a page, and a cursor goes on where it ended', async () => {
    for (let n = 0; n < 60; n += 1) await send({ id: `page-${n}`, tags: ['paged'] });
    costs = [];
    let cursor: Cursor = {};
    const ids: string[] = [];
    for (let page = 0; page < 10; page += 1) {
      const next = await findContacts({ tags: ['paged'] }, deps, {
        order: 'oldest',
        cursor,
        expected: 10,
      }).next();
      if (next.done) break;
      ids.push(...next.value.found.map(({ contact }) => contact.contact_id));
      cursor = JSON.parse(JSON.stringify(next.value.cursor));
    }
    expect(new Set(ids).size).toBe(60);
    expect(ids).toHaveLength(60);
    expect(Math.max(...costs.map(({ rows }) => rows))).toBe(25);
  });

  test('the newest come first, over all bots', async () => {
    await send({ id: 'order-1' }, { bot: 'order-a' });
    await later();
    await send({ id: 'order-2' }, { bot: 'order-b' });
    await later();
    await send({ id: 'order-3' }, { bot: 'order-a' });
    expect((await find({})).slice(0, 3)).toEqual(['order-3', 'order-2', 'order-1']);
    expect((await find({}, { order: 'oldest' })).slice(-3)).toEqual([
      'order-1',
      'order-2',
      'order-3',
    ]);
  });
});

/** The index sorts by when a row was first written: to the millisecond. */
const later = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 3));

const put = (row: object): Promise<unknown> =>
  context.documents.send(new PutCommand({ TableName: context.tableName, Item: { ...row } }));

const putLookup = (contact_id: string, webhook_title: string, lookup: string): Promise<unknown> =>
  context.documents.send(
    new UpdateCommand({
      TableName: context.tableName,
      Key: { contact_id, webhook_title },
      UpdateExpression: 'SET #lookup = :lookup, since = :since, rev = :rev',
      ExpressionAttributeNames: { '#lookup': 'lookup' },
      ExpressionAttributeValues: {
        ':lookup': lookup,
        ':since': '2026-01-01T00:00:00.000Z',
        ':rev': 1,
      },
    }),
  );

const erase = (id: string, at = seconds): Promise<unknown> =>
  eraseContact(id, { table: context.table, config, now: () => at * 1000, pause: noPause });
