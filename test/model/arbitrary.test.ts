import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plan, receivedAt } from './arbitrary.ts';
import { compareRows } from './compareRows.ts';
import { encode } from './encode.ts';
import type { Meant } from './meant.ts';
import { expectedRows } from './model.ts';
import { stampLike } from './stampLike.ts';
import { testConfig } from './testConfig.ts';
import { canonical } from './valueText.ts';

describe('a plan', () => {
  test('sends each event at least once, some more often, and nothing else', () => {
    fc.assert(
      fc.property(plan(), ({ meants, batches }) => {
        expect(new Set(batches.flat())).toEqual(new Set(meants.map(encode)));
        expect(Math.min(...batches.map(batch => batch.length))).toBeGreaterThan(0);
      }),
      { seed: 4 },
    );
    const plans = fc.sample(plan(), { seed: 4, numRuns: 100 });
    const hasRepeats = share(plans, one => one.batches.flat().length > one.meants.length);
    expect(hasRepeats).toBeGreaterThan(0.8);
  });

  test('never tells two things of one event but by its snapshot, so that its rows can be told', () => {
    fc.assert(
      fc.property(plan(), ({ meants }) => {
        const given = { stampOf: stampLike, receivedAt, config: testConfig };
        const rows = expectedRows(meants, given);
        expect(expectedRows([...meants, ...meants].reverse(), given)).toEqual(rows);
        expect(compareRows(asTable(rows), rows)).toEqual([]);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  test('is full of what a careless merge gets wrong', () => {
    const plans = fc.sample(plan(), { seed: 4, numRuns: 300 });
    const histories = plans.flatMap(({ meants }) => historiesOf(meants));
    const often = (what: (history: Meant[]) => boolean) => share(histories, what);
    expect(often(events => hasTwice(events.map(({ at }) => at)))).toBeGreaterThan(0.5);
    expect(often(events => hasTwice(events.map(eventIdOf)))).toBeGreaterThan(0.3);
    expect(often(events => comesBack(events.map(nameOf)))).toBeGreaterThan(0.1);
    expect(often(events => comesBack(events.map(hasTagA)))).toBeGreaterThan(0.1);
    expect(often(events => changes(events.map(subscriptionOf)).length > 1)).toBeGreaterThan(0.1);
  });

  test('has identical repeats alone where copies are not wanted', () => {
    const plans = fc.sample(plan({ copies: false, maxEvents: 1 }), { seed: 4, numRuns: 50 });
    for (const { meants, batches } of plans) {
      expect(meants).toHaveLength(1);
      expect(new Set(batches.flat()).size).toBe(1);
    }
  });
});

function asTable(rows: ReadonlyMap<string, Readonly<Record<string, unknown>>>) {
  return [...rows].map(([key, row]) => {
    const [contact_id, webhook_title] = key.split('|');
    return { ...row, contact_id, webhook_title };
  });
}

function share<Item>(items: readonly Item[], what: (item: Item) => boolean): number {
  return items.filter(what).length / items.length;
}

/** The events of each contact, in the order of their stamps. */
function historiesOf(meants: readonly Meant[]): Meant[][] {
  const stamps = new Map(meants.map(meant => [stampLike(meant), meant]));
  const inOrder = [...stamps].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, meant]) => meant);
  return [...Map.groupBy(inOrder, ({ contactId }) => contactId).values()];
}

function eventIdOf(meant: Meant): string {
  return stampLike(meant).split('#').slice(0, 2).join('#');
}

function nameOf({ snapshot }: Meant): string | undefined {
  return snapshot.name;
}

function hasTagA({ snapshot }: Meant): string | undefined {
  return snapshot.tags && canonical(snapshot.tags.includes('a'));
}

function subscriptionOf({ kind }: Meant): string | undefined {
  return ['new_subscriber', 'unsubscribe', 'bot_block'].includes(kind) ? kind : undefined;
}

function hasTwice(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}

/** Whether a value goes and returns: A → B → A. */
function comesBack(values: readonly (string | undefined)[]): boolean {
  const said = changes(values);
  return said.some((value, index) => said.indexOf(value) < index);
}

/** The values that are not blank, each that differs from the one before it. */
function changes(values: readonly (string | undefined)[]): (string | undefined)[] {
  const said = values.filter(value => value?.trim());
  return said.filter((value, index) => value !== said[index - 1]);
}
