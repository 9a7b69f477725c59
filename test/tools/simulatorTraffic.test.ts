import { describe, expect, test } from '@jest/globals';
import type { Meant } from '../../tools/simulator/meant.ts';
import { type Sent, traffic } from '../../tools/simulator/traffic.ts';

const START = Date.parse('2026-01-05T08:00:00Z');
const sent = (count: number, seed = 7): readonly Sent[] => [
  ...traffic({ count, seed, start: START }),
];
const bodies = (requests: readonly Sent[]) => requests.map(({ body }) => JSON.stringify(body));
const ALL = sent(8000);
const MEANT = ALL.flatMap(({ meant }) => meant);
const FIRST = ALL.filter(({ repeatOf }) => repeatOf === undefined).flatMap(({ meant }) => meant);
const groupBy = (key: (meant: Meant) => string) =>
  [...Map.groupBy(FIRST, key).values()] satisfies Meant[][];

describe('the same seed', () => {
  test('gives the same bodies and the same meaning', () => {
    expect(bodies(sent(500))).toEqual(bodies(sent(500)));
    expect(sent(500).map(({ meant }) => meant)).toEqual(sent(500).map(({ meant }) => meant));
  });

  test('with a smaller count gives the beginning of the greater', () => {
    const few = bodies(sent(501)).slice(0, -1);
    expect(few).toEqual(bodies(ALL).slice(0, few.length));
  });
});

test('another seed gives other contacts, of the same bots', () => {
  const ids = (seed: number) =>
    new Set(sent(2000, seed).flatMap(s => s.meant.map(m => m.contactId)));
  const bots = (seed: number) => new Set(sent(2000, seed).flatMap(s => s.meant.map(m => m.bot.id)));
  expect(ids(1).intersection(ids(2)).size).toBe(0);
  expect(bots(1)).toEqual(bots(2));
});

test.each([1, 2, 33, 499, 8000])('the count of %i is met to the event, repeats included', count => {
  expect(sent(count).reduce((sum, { body }) => sum + body.length, 0)).toBe(count);
});

test('there is a contact for about eight events', () => {
  const contacts = new Set(MEANT.map(({ contactId }) => contactId)).size;
  expect(MEANT.length / contacts).toBeGreaterThan(6);
  expect(MEANT.length / contacts).toBeLessThan(10);
});

test('every kind of event and every channel occurs', () => {
  expect(new Set(MEANT.map(({ kind }) => kind)).size).toBe(9);
  expect(new Set(MEANT.map(({ service }) => service)).size).toBe(9);
  expect(MEANT.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Reserved. Seminar #3', 'Cancelled. Seminar #3', 'Анкета заполнена']),
  );
});

describe('deliveries', () => {
  test('that repeat are identical to the earlier one that they name', () => {
    const repeats = ALL.filter(({ repeatOf }) => repeatOf !== undefined);
    expect(repeats.length).toBeGreaterThan(100);
    for (const [place, { body, meant, repeatOf }] of ALL.entries()) {
      if (repeatOf === undefined) continue;
      expect(repeatOf).toBeLessThan(place);
      expect(JSON.stringify(body)).toBe(JSON.stringify(ALL[repeatOf]?.body));
      expect(meant).toEqual(ALL[repeatOf]?.meant);
    }
  });

  test('that are late, and only those, are older than one sent before', () => {
    let newest = '';
    const delays: number[] = [];
    for (const { meant, late, repeatOf } of ALL) {
      if (repeatOf !== undefined) continue;
      const [{ at } = { at: '' }] = meant;
      expect(at < newest).toBe(late === true);
      if (late) delays.push(Date.parse(newest) - Date.parse(at));
      newest = [newest, ...meant.map(each => each.at)].reduce((a, b) => (a > b ? a : b));
    }
    expect(delays.length).toBeGreaterThan(100);
    expect(Math.min(...delays)).toBeLessThan(30_000);
    expect(Math.max(...delays)).toBeGreaterThan(300_000);
  });

  test('now and then hold several events', () => {
    const several = ALL.filter(({ body }) => body.length > 1).length;
    expect(several).toBeGreaterThan(50);
    expect(several).toBeLessThan(ALL.length / 10);
  });
});

describe('what the events mean', () => {
  test('is never older than the start', () => {
    expect(MEANT.every(({ at }) => Date.parse(at) >= START)).toBe(true);
  });

  test('shares a second here and there, between contacts and within one', () => {
    expect(groupBy(({ at }) => at).some(all => new Set(all.map(m => m.contactId)).size > 1)).toBe(
      true,
    );
    expect(groupBy(({ at, contactId }) => contactId + at).some(all => all.length > 2)).toBe(true);
  });

  test('never contradicts itself within one second of a contact', () => {
    for (const all of groupBy(({ at, contactId }) => contactId + at)) {
      expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
      expect(all.filter(({ subscription }) => subscription !== null).length).toBeLessThan(2);
      const states = all.map(({ name, username, email, phone, tags, variables }) =>
        JSON.stringify({ name, username, email, phone, tags, variables }),
      );
      expect(new Set(states).size).toBe(1);
    }
  });

  test('has tags and variables that come, change and go', () => {
    const histories = groupBy(({ contactId }) => contactId).map(all =>
      all.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    );
    const steps = histories.flatMap(all => all.slice(1).map((to, i) => [all[i], to] as const));
    expect(steps.some(([from, to]) => from?.tags.some(tag => !to.tags.includes(tag)))).toBe(true);
    expect(steps.some(([from, to]) => to.tags.some(tag => !from?.tags.includes(tag)))).toBe(true);
    expect(
      steps.some(([from, to]) => from?.variables.dept && from.variables.dept !== to.variables.dept),
    ).toBe(true);
    const values = MEANT.flatMap(({ variables }) => Object.values(variables));
    expect(new Set(values.map(value => (value === null ? 'null' : typeof value)))).toEqual(
      new Set(['string', 'number', 'boolean', 'null']),
    );
  });

  test('has people who leave, block and come back', () => {
    const changes = groupBy(({ contactId }) => contactId).map(all =>
      all
        .toSorted((a, b) => (a.at < b.at ? -1 : 1))
        .flatMap(({ subscription }) => subscription ?? [])
        .join(' '),
    );
    expect(changes).toContain('subscribed unsubscribed subscribed');
    expect(changes).toContain('subscribed blocked subscribed');
  });

  test.each(['email', 'phone'] as const)('has contacts of two bots who share their %s', key => {
    const owners = groupBy(meant => meant[key]?.toLowerCase() ?? '').filter(
      ([meant]) => meant?.[key] !== null,
    );
    const shared = owners.filter(all => new Set(all.map(({ bot }) => bot.id)).size > 1);
    expect(shared.length).toBeGreaterThan(2);
    expect(shared.length).toBeLessThan(owners.length / 3);
  });
});
