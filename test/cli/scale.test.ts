import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import shipped from '../../crm.config.ts';
import { answerStack, type StackAnswer } from '../../tools/seed/answerStack.ts';
import { checkScale } from '../../tools/seed/checkScale.ts';
import { inventEvents, type SeedPlan } from '../../tools/seed/inventEvents.ts';
import { seedTable } from '../../tools/seed/seedTable.ts';
import { stable } from '../support/bridge/expectedRows.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';

const RECEIVED_AT = '2026-06-01T00:00:00.000Z';
/** `npm run verify:scale` does the same with 100,000 contacts and a million events. */
const plan: SeedPlan = { contacts: 5000, events: 3, rare: 200 };

let context: TestContext;
let stack: StackAnswer;
let folder: string;

beforeAll(async () => {
  context = await createTestContext(shipped);
  stack = await answerStack(context.tableName);
  folder = await mkdtemp(join(tmpdir(), 'crm-scale-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await stack.stop();
  await context.stop();
});

test('the seeded rows are those that the consumer writes', async () => {
  const few: SeedPlan = { contacts: 4, events: 5, rare: 2 };
  const other = await createTestContext(shipped);
  const target = { documents: other.documents, table: other.tableName, config: shipped };
  await seedTable(few, target);
  const seeded = await other.rows();
  await other.stop();
  const consumed = await createTestContext(shipped);
  for (let number = 0; number < few.contacts; number += 1) {
    await consumed.apply(inventEvents(number, few), { receivedAt: RECEIVED_AT });
  }
  const written = await consumed.rows();
  await consumed.stop();
  // When a row was first written, and in how many steps, is each writer's own.
  expect(stable(seeded)).toEqual(stable(written));
});

test('of five thousand contacts a tag of two hundred reads those alone, and an export keeps under 200 MB', async () => {
  await seedTable(plan, {
    documents: context.documents,
    table: context.tableName,
    config: shipped,
  });
  const dynamodb = process.env.CRM_TEST_DYNAMODB ?? context.engines.dynamodb.endpoint;
  const findings = await checkScale(plan, { dynamodb, cloudFormation: stack.endpoint }, folder);
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(findings.length).toBeGreaterThan(10);
}, 240_000);
