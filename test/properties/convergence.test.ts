import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Table } from '../../lib/pipeline/ports.ts';
import { type Plan, plan } from '../model/arbitrary.ts';
import { compareRows } from '../model/compareRows.ts';
import { createMemoryTable } from '../support/memoryTable.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { dyingTable, expected, feed, wrongRaw } from './feed.ts';

/** Runs of each property in memory: `CRM_RUNS=20000 npm test -- test/properties` looks harder. */
const RUNS = Number(process.env.CRM_RUNS ?? 2000);
const SEED = Number(process.env.CRM_SEED ?? Date.now() % 1_000_000_000);

/** A plan, and after how many calls the writer of each batch dies before the batch comes again. */
const crashes = fc.array(fc.nat(14), { maxLength: 12 });

/** Delivers a plan; batches die as told and come again, whole. */
const deliver = async (
  table: Table,
  { batches }: Plan,
  deaths: readonly number[] = [],
): Promise<void> => {
  for (const [index, batch] of batches.entries()) {
    const death = deaths[index];
    if (death !== undefined) await feed(dyingTable(table, death), batch);
    expect(await feed(table, batch)).toMatchObject({ failed: [], troubles: [] });
  }
};

// Bounds a run that hangs; it says nothing of speed.
jest.setTimeout(20 * 60_000);

describe(`any delivery of the same events gives the rows of the model (seed ${SEED})`, () => {
  test(`in any order, with any repeats, in any batches: ${RUNS} runs`, () =>
    fc.assert(
      fc.asyncProperty(plan(), async told => {
        const table = createMemoryTable();
        await deliver(table, told);
        expect(compareRows(table.rows.values(), expected(told))).toEqual([]);
        expect(wrongRaw(table.rows.values(), told)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    ));

  test(`with a crash between any two calls and redelivery, lookups being a superset: ${RUNS} runs`, () =>
    fc.assert(
      fc.asyncProperty(plan(), crashes, async (told, deaths) => {
        const table = createMemoryTable();
        await deliver(table, told, deaths);
        expect(compareRows(table.rows.values(), expected(told), { supersetLookups: true })).toEqual(
          [],
        );
      }),
      { numRuns: RUNS, seed: SEED },
    ));
});

describe(`the same on an engine (seed ${SEED})`, () => {
  let context: TestContext;
  beforeAll(async () => {
    context = await createTestContext();
  });
  afterAll(() => context.stop());

  test(`with crashes and redelivery: ${Math.ceil(RUNS / 100)} runs`, () =>
    fc.assert(
      fc.asyncProperty(plan({ maxEvents: 6 }), crashes, async (told, deaths) => {
        await context.clear();
        await deliver(context.table, told, deaths);
        const rows = (await context.rows()).values();
        expect(compareRows(rows, expected(told), { supersetLookups: true })).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 100), seed: SEED },
    ));
});
