import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { CONTACT } from '../../lib/crm/keys.ts';
import type { Row } from '../../lib/crm/row.ts';
import { createCatalog } from '../../lib/pipeline/catalog.ts';
import { eraseContact, sweepAgain } from '../../lib/pipeline/eraseContact.ts';
import type { Table } from '../../lib/pipeline/ports.ts';
import { type Plan, plan, receivedAt } from '../model/arbitrary.ts';
import { compareRows } from '../model/compareRows.ts';
import { createMemoryTable } from '../support/memoryTable.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';
import { config, expected, feed } from './feed.ts';
import { missingLookups, scheduledTable } from './scheduledTable.ts';

const RUNS = Number(process.env.CRM_RUNS ?? 1000);
const ENGINE_RUNS = Math.ceil(RUNS / 50);
const SEED = Number(process.env.CRM_SEED ?? Date.now() % 1_000_000_000);
const ERASED = '65f0a1b2c3d4e5f607182931';

interface Stage {
  readonly table: Table;
  readonly rows: () => Promise<ReadonlyMap<string, Row>>;
}

/** One of several consumers: takes every so-manieth batch, and again what failed, as the queue would. */
const consumer = async (
  table: Table,
  { batches }: Plan,
  [part, parts]: readonly [number, number],
): Promise<void> => {
  const catalog = createCatalog(table);
  for (const batch of batches.filter((_, index) => index % parts === part)) {
    let left = batch;
    // As often as a message is received at most.
    for (let receive = 1; receive <= 5 && left.length > 0; receive += 1) {
      const { failed } = await feed(table, left, catalog);
      left = failed.map(id => left[Number(id)] ?? '');
    }
    expect(left).toEqual([]);
  }
};

const runTogether = async (
  stage: Stage,
  scheduler: fc.Scheduler,
  told: Plan,
  consumers: number,
): Promise<void> => {
  const seen = async (): Promise<void> => expect(missingLookups(await stage.rows())).toEqual([]);
  await scheduler.waitFor(
    Promise.all(
      Array.from({ length: consumers }, (_, part) =>
        consumer(scheduledTable(stage.table, scheduler, `#${part}`, seen), told, [part, consumers]),
      ),
    ),
  );
};

const memoryStage = (): Stage => {
  const table = createMemoryTable();
  return { table, rows: async () => table.rows };
};

const interleaved = (stage: () => Stage | Promise<Stage>, events: number) =>
  fc.asyncProperty(
    plan({ maxEvents: events }),
    fc.scheduler(),
    fc.integer({ min: 2, max: 4 }),
    async (told, scheduler, consumers) => {
      const on = await stage();
      await runTogether(on, scheduler, told, consumers);
      expect(compareRows((await on.rows()).values(), expected(told))).toEqual([]);
    },
  );

/** An eraser among the consumers; then all comes once more, as late repeats, and the second sweep runs. */
const erasedAmid = (stage: () => Stage | Promise<Stage>, events: number) =>
  fc.asyncProperty(
    plan({ maxEvents: events, copies: false }),
    fc.scheduler(),
    fc.constantFrom(
      '2025-03-01T10:00:00.500Z',
      '2025-03-01T10:00:01.000Z',
      '2025-03-01T10:05:00.000Z',
    ),
    async (told, scheduler, now) => {
      const on = await stage();
      const seen = async (): Promise<void> => expect(missingLookups(await on.rows())).toEqual([]);
      const table = (who: string): Table => scheduledTable(on.table, scheduler, who, seen);
      const deps = { config, pause: noPause, now: () => Date.parse(now) };
      const erasing = eraseContact(ERASED, { table: table('eraser'), ...deps });
      await scheduler.waitFor(
        Promise.all([
          erasing,
          consumer(table('#0'), told, [0, 2]),
          consumer(table('#1'), told, [1, 2]),
        ]),
      );
      await consumer(on.table, told, [0, 1]);
      await sweepAgain(ERASED, { table: on.table, config });
      const { erased_at } = await erasing;
      const left = told.meants.filter(
        ({ contactId, at }) => contactId !== ERASED || (at || receivedAt) > erased_at,
      );
      const rows = [...(await on.rows()).values()]
        .filter(row => row.contact_id !== '@catalog')
        .map(withoutErasure);
      const wanted = [...expected({ ...told, meants: left })].filter(
        ([key]) => !key.startsWith('@catalog|'),
      );
      expect(compareRows(rows.filter(isNoTombstone), new Map(wanted))).toEqual([]);
      const tombstones = [...(await on.rows()).values()].filter(row => !isNoTombstone(row));
      const kept = tombstones.flatMap(row => Object.keys(row)).filter(name => !KEPT.has(name));
      expect(kept).toEqual([]);
    },
  );

/** What an erasure adds: its time, and an opt-out that outlives it. */
const withoutErasure = ({ erased_at, ...row }: Row): Row => {
  const { subscription, subscription_at, ...rest } = row;
  const outlived =
    row.webhook_title === CONTACT &&
    typeof erased_at === 'string' &&
    String(subscription_at) <= erased_at;
  return (outlived ? rest : row) as Row;
};

/** All that a tombstone may hold. */
const KEPT = new Set([
  ...['contact_id', 'webhook_title', 'id', 'erased_at', 'rev', 'as_of', 'stamps'],
  ...['subscription', 'subscription_at'],
]);

const isNoTombstone = (row: Row): boolean =>
  row.webhook_title !== CONTACT || row.service !== undefined;

// Bounds a run that hangs; it says nothing of speed.
jest.setTimeout(20 * 60_000);

describe(`consumers that interleave anyhow (seed ${SEED})`, () => {
  test(`give the rows of the model, and miss no lookup at any moment: ${RUNS} runs`, () =>
    fc.assert(interleaved(memoryStage, 10), { numRuns: RUNS, seed: SEED }));

  test(`and an eraser among them brings nobody back: ${RUNS} runs`, () =>
    fc.assert(erasedAmid(memoryStage, 10), { numRuns: RUNS, seed: SEED }));
});

describe(`the same on an engine (seed ${SEED})`, () => {
  let context: TestContext;
  beforeAll(async () => {
    context = await createTestContext();
  });
  afterAll(() => context.stop());
  const stage = async (): Promise<Stage> => {
    await context.clear();
    return context;
  };

  test(`give the rows of the model, and miss no lookup at any moment: ${ENGINE_RUNS} runs`, () =>
    fc.assert(interleaved(stage, 5), { numRuns: ENGINE_RUNS, seed: SEED }));

  test(`and an eraser among them brings nobody back: ${ENGINE_RUNS} runs`, () =>
    fc.assert(erasedAmid(stage, 5), { numRuns: ENGINE_RUNS, seed: SEED }));
});
