import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ContactForPrograms } from '../../cli/contacts/contactForPrograms.ts';
import shipped from '../../crm.config.ts';
import type { Duplicates } from '../../lib/pipeline/query/findDuplicates.ts';
import type { ContactDetails } from '../../lib/pipeline/query/readContact.ts';
import type { TimelineEvent } from '../../lib/pipeline/query/timelineEvent.ts';
import { createRandom } from '../../tools/simulator/random.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { type Expected, expectContacts } from './support/brute.ts';
import { type Cli, createCli } from './support/createCli.ts';
import { randomFilter } from './support/randomFilter.ts';
import { sendTraffic } from './support/sendTraffic.ts';

const SEED = 7;

let context: TestContext;
let cli: Cli;
let model: readonly Expected[];

beforeAll(async () => {
  context = await createTestContext(shipped);
  cli = await createCli(context, shipped);
  model = [...expectContacts(await sendTraffic(context, 5000, SEED)).values()];
}, 300_000);
afterAll(async () => {
  await cli.remove();
  await context.stop();
});

const list = async (words: readonly string[]): Promise<readonly ContactForPrograms[]> =>
  (await cli.ask<{ contacts: ContactForPrograms[] }>(['contacts', '--limit', 'all', ...words]))
    .contacts;

const sorted = (texts: Iterable<string>): string[] => [...texts].sort((a, b) => (a < b ? -1 : 1));

const ids = (contacts: readonly { readonly id: string }[]): readonly string[] =>
  sorted(contacts.map(({ id }) => id));

const found = (contacts: readonly { readonly contact_id: string }[]): readonly string[] =>
  sorted(contacts.map(({ contact_id }) => contact_id));

const phoneOf = (phone: string | null): string | null =>
  phone === null || phone.startsWith('+') ? phone : `+${phone}`;

describe('answers about five thousand simulated events', () => {
  test('contacts without any filter lists everybody once', async () => {
    expect(found(await list([]))).toEqual(ids(model));
  });

  test('contacts finds by any combination of filters those whom a brute force search finds', async () => {
    const random = createRandom(SEED);
    let sizes = 0;
    for (let round = 0; round < 60; round += 1) {
      const { words, holds } = randomFilter(random, model);
      const expected = ids(model.filter(holds));
      expect({ words, found: found(await list(words)) }).toEqual({ words, found: expected });
      sizes += expected.length > 0 ? 1 : 0;
    }
    // Most filters must find somebody, or little is tested.
    expect(sizes).toBeGreaterThan(30);
  });

  test('contacts shows of each contact what was meant', async () => {
    const shown = new Map((await list([])).map(contact => [contact.contact_id, contact]));
    for (const expected of model) {
      const contact = shown.get(expected.id);
      expect({ ...contact, phone: phoneOf(contact?.phone ?? null) }).toMatchObject({
        contact_id: expected.id,
        name: expected.name,
        username: expected.username,
        email: expected.email,
        phone: expected.phone,
        tags: expected.tags,
        variables: expected.variables,
        subscription: expected.subscription,
        subscription_at: expected.subscription_at,
        status: expected.status,
        service: expected.service,
        bot: expected.bot,
        first_activity: expected.first,
        last_activity: expected.last,
      });
      expect(contact?.fields.reservation ?? null).toBe(expected.reservation);
    }
  });

  test('contact shows each webhook that came with its first and last time', async () => {
    for (const expected of sample(40)) {
      const { contact, webhooks } = await cli.ask<ContactDetails>(['contact', expected.id]);
      expect(contact.contact_id).toBe(expected.id);
      const times = webhooks.map(
        ({ title, first_at, last_at }) => `${title} ${first_at} ${last_at}`,
      );
      expect(sorted(times)).toEqual(
        sorted(
          [...expected.webhooks].map(([title, { first, last }]) => `${title} ${first} ${last}`),
        ),
      );
    }
  });

  test('timeline shows each event once, newest first, with what was said and by whom', async () => {
    for (const expected of sample(40)) {
      const words = ['timeline', expected.id, '--limit', 'all'];
      const { events } = await cli.ask<{ events: TimelineEvent[] }>(words);
      expect(events.map(({ at }) => at)).toEqual(
        events
          .map(({ at }) => at)
          .sort()
          .reverse(),
      );
      const shown = events.map(({ at, title, kind, by, text }) =>
        JSON.stringify([at, title, kind, by === null ? null : by === 'client', by && text]),
      );
      const meant = expected.events.map(({ at, title, kind, message }) =>
        JSON.stringify([
          at,
          title,
          kind,
          message && message.direction === 'incoming',
          message?.text,
        ]),
      );
      expect(sorted(shown)).toEqual(sorted(meant));
    }
  });

  test('timeline keeps to the times that are named', async () => {
    const expected = model.toSorted((a, b) => b.events.length - a.events.length)[0];
    const [since = '', until = ''] = [2, 5].map(index => expected?.events[index]?.at ?? '');
    const words = ['timeline', expected?.id ?? '', '--since', since, '--until', until];
    const { events } = await cli.ask<{ events: TimelineEvent[] }>(words);
    const within = expected?.events.filter(({ at }) => at >= since && at <= until) ?? [];
    expect(within.length).toBeGreaterThan(2);
    expect(sorted(events.map(({ at }) => at))).toEqual(sorted(within.map(({ at }) => at)));
  });

  test.each([
    ['tags', 'tag', (contact: Expected) => contact.tags],
    ['titles', 'title', (contact: Expected) => [...contact.webhooks.keys()]],
    ['bots', 'bot_id', (contact: Expected) => [contact.bot.id]],
  ] as const)('%s counts audiences, exactly when asked to', async (command, name, of) => {
    const expected = new Map<string, number>();
    for (const each of model.flatMap(contact => [...of(contact)])) {
      expected.set(each, (expected.get(each) ?? 0) + 1);
    }
    const count = async (words: readonly string[]): Promise<Map<string, number>> => {
      const answer = await cli.ask<Record<string, Record<string, string | number>[]>>(words);
      return new Map(
        (answer[command] ?? []).map(each => [String(each[name]), Number(each.contacts)]),
      );
    };
    const exact = await count([command, '--exact']);
    expect(new Map([...exact].filter(([, size]) => size > 0))).toEqual(expected);
    const roughly = await count([command]);
    expect(sorted(roughly.keys())).toEqual(sorted(exact.keys()));
    for (const [each, size] of exact) expect(roughly.get(each)).toBeGreaterThanOrEqual(size);
  });

  test('duplicates finds all who share an address, and nobody else', async () => {
    const holders = new Map<string, Set<string>>();
    for (const { id, email, phone } of model) {
      for (const address of [email?.toLowerCase(), phone]) {
        if (address) holders.set(address, (holders.get(address) ?? new Set()).add(id));
      }
    }
    const expected = [...holders]
      .filter(([, contacts]) => contacts.size > 1)
      .map(([address, contacts]) => [address, ...sorted(contacts)].join(' '));
    const { duplicates } = await cli.ask<{ duplicates: Duplicates[] }>(['duplicates']);
    const shown = duplicates.flatMap(({ shared, contacts }) =>
      shared.map(({ value }) => [value, ...found(contacts)].join(' ')),
    );
    expect(expected.length).toBeGreaterThan(4);
    expect(sorted(shown)).toEqual(sorted(expected));
  });
});

const sample = (count: number): readonly Expected[] => {
  const random = createRandom(SEED);
  return Array.from({ length: count }, () => model[random.below(model.length)]).filter(
    contact => contact !== undefined,
  );
};
