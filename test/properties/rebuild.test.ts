import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { type CrmConfig, defineCrm } from '../../lib/crm/config.ts';
import { CATALOG, CONTACT } from '../../lib/crm/keys.ts';
import type { Row } from '../../lib/crm/row.ts';
import { createCatalog } from '../../lib/pipeline/catalog.ts';
import { correctContact } from '../../lib/pipeline/correctContact.ts';
import type { Table } from '../../lib/pipeline/ports.ts';
import { rebuildContact } from '../../lib/pipeline/rebuildContact.ts';
import { type Plan, plan } from '../model/arbitrary.ts';
import { compareRows } from '../model/compareRows.ts';
import { createMemoryTable } from '../support/memoryTable.ts';
import { noPause } from '../support/testContext.ts';
import { config, dyingTable, expected, feed } from './feed.ts';
import { scheduledTable } from './scheduledTable.ts';

const RUNS = Number(process.env.CRM_RUNS ?? 1000);
const SEED = Number(process.env.CRM_SEED ?? Date.now() % 1_000_000_000);

/**
 * Yesterday's configuration. (Of two unequal copies of one event the timeline keeps one, so what only the other said can't
 * be read under another configuration: where it changes, plans have no such copies.) No field, other rules, another index, nothing ignored.
 */
const yesterday = defineCrm({
  fields: { department: { from: 'city', type: 'number' } },
  rules: [{ when: { kind: 'incoming_message' }, status: 'wrote', set: { seat: 'by the window' } }],
  index: ['dept'],
});

const deps = (table: Table, under: CrmConfig) => ({
  table,
  catalog: createCatalog(table),
  config: under,
  now: Date.now,
  pause: noPause,
});

const rebuildAll = async (table: Table, { meants }: Plan, under = config) => {
  const ids = new Set(meants.map(({ contactId }) => contactId));
  const rebuilt = [];
  for (const id of ids)
    rebuilt.push(await rebuildContact(id, { dryRun: false }, deps(table, under)));
  return rebuilt.flatMap(each => each?.differences ?? []);
};

/** Rows that a rebuild leaves where the events are ignored since: their lines of the timeline, names, an empty contact. */
const isKept = (row: Row): boolean =>
  row.contact_id === CATALOG ||
  row.title === 'skip me' ||
  (row.webhook_title === CONTACT && row.service === undefined);

const expectModel = (rows: Iterable<Row>, told: Plan): void => {
  const wanted = [...expected(told)].filter(([key]) => !key.startsWith(CATALOG));
  expect(
    compareRows(
      [...rows].filter(row => !isKept(row)),
      new Map(wanted),
    ),
  ).toEqual([]);
};

// Bounds a run that hangs; it says nothing of speed.
jest.setTimeout(20 * 60_000);

describe(`a rebuild under another configuration (seed ${SEED})`, () => {
  test(`gives the rows of the model, and a second one finds nothing: ${RUNS} runs`, () =>
    fc.assert(
      fc.asyncProperty(plan({ copies: false }), async told => {
        const table = createMemoryTable();
        for (const batch of told.batches) await feed(table, batch, undefined, yesterday);
        await rebuildAll(table, told);
        expectModel(table.rows.values(), told);
        expect(await rebuildAll(table, told)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    ));

  test(`that dies between any two calls is finished by another: ${RUNS} runs`, () =>
    fc.assert(
      fc.asyncProperty(plan({ copies: false }), fc.nat(20), async (told, calls) => {
        const table = createMemoryTable();
        for (const batch of told.batches) await feed(table, batch, undefined, yesterday);
        await rebuildAll(dyingTable(table, calls), told).catch(() => undefined);
        await rebuildAll(table, told);
        expectModel(table.rows.values(), told);
      }),
      { numRuns: RUNS, seed: SEED },
    ));

  test(`amid traffic loses nothing: ${RUNS} runs`, () =>
    fc.assert(
      fc.asyncProperty(plan({ maxEvents: 8 }), fc.scheduler(), async (told, scheduler) => {
        const memory = createMemoryTable();
        const nothing = async (): Promise<void> => undefined;
        const consuming = scheduledTable(memory, scheduler, 'consumer', nothing);
        const rebuilding = scheduledTable(memory, scheduler, 'rebuild', nothing);
        const consume = async (): Promise<void> => {
          for (const batch of told.batches)
            expect(await feed(consuming, batch)).toMatchObject({ failed: [] });
        };
        await scheduler.waitFor(Promise.all([consume(), rebuildAll(rebuilding, told)]));
        expectModel(memory.rows.values(), told);
        expect(await rebuildAll(memory, told)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    ));

  test(`keeps corrections, and what only expired events knew: ${RUNS} runs`, () =>
    fc.assert(
      fc.asyncProperty(
        plan(),
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        async (told, expired) => {
          const table = createMemoryTable();
          for (const batch of told.batches) await feed(table, batch);
          const [id = ''] = told.meants.map(({ contactId }) => contactId);
          const values = new Map([
            ['status', 'called'],
            ['fields.department', 'Sales'],
            ['email', 'mended@example.invalid'],
          ]);
          const corrected = await correctContact(
            { contactId: id, by: 'Ann', values },
            deps(table, config),
          );
          const events = [...table.rows.values()].filter(({ webhook_title }) =>
            webhook_title.startsWith('@event#'),
          );
          for (const [index, row] of events.entries())
            if (expired[index]) await table.deleteEvent(row);
          const before = structuredClone([...table.rows.values()]);
          expect(await rebuildAll(table, told)).toEqual([]);
          expect([...table.rows.values()]).toEqual(before);
          if (corrected !== undefined) {
            const row = before.find(each => each.overrides !== undefined);
            expect(row).toMatchObject({
              status: 'called',
              email: 'mended@example.invalid',
              fields: { department: 'Sales' },
            });
          }
        },
      ),
      { numRuns: RUNS, seed: SEED },
    ));
});
