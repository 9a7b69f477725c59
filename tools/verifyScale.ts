import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import config from '../crm.config.ts';
import { toDocumentClient } from '../lib/aws/clients.ts';
import { fetchDynamodbLocal } from './dynamodbLocal/fetchDynamodbLocal.ts';
import { startDynamodbLocal } from './dynamodbLocal/startDynamodbLocal.ts';
import { createTable } from './local/createTable.ts';
import { localCredentials, localRegion } from './local/engines.ts';
import { readStack } from './local/readStack.ts';
import { answerStack } from './seed/answerStack.ts';
import { checkFirstOutput } from './seed/checkFirstOutput.ts';
import { checkScale } from './seed/checkScale.ts';
import type { SeedPlan } from './seed/inventEvents.ts';
import { seedTable } from './seed/seedTable.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '100000' },
    events: { type: 'string', default: '10' },
  },
});
process.exitCode = await verifyScale({
  contacts: Number(values.contacts),
  events: Number(values.events),
  rare: 200,
});

/**
 * Fills a table on AWS's own DynamoDB Local with 100,000 contacts and a million events, and measures what the `crm` command
 * takes: read units, time to the first output, memory. Takes some eight minutes, nearly all of it for filling.
 *
 * @returns the exit status
 */
async function verifyScale(plan: SeedPlan): Promise<number> {
  const database = await startDynamodbLocal(
    await fetchDynamodbLocal(join(root, '.cache', 'dynamodb-local')),
  );
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: localRegion,
    credentials: { ...localCredentials },
  });
  const folder = await mkdtemp(join(tmpdir(), 'crm-scale-'));
  const stack = await answerStack('crm-scale');
  try {
    const { table } = readStack(join(root, 'serverless.yml'));
    await createTable(client, { ...table, name: 'crm-scale' });
    say(`filling: ${plan.contacts} contacts, ${plan.contacts * plan.events} events`);
    const target = { documents: toDocumentClient(client), table: 'crm-scale', config };
    const start = performance.now();
    const rows = await seedTable(plan, target, count => {
      if (count % Math.ceil(plan.contacts / 20) === 0) say(`  ${count} contacts`);
    });
    say(`${rows} rows in ${Math.round((performance.now() - start) / 1000)} s`);
    const place = { dynamodb: database.endpoint, cloudFormation: stack.endpoint };
    const findings = [
      ...(await checkFirstOutput(place)),
      ...(await checkScale(plan, place, folder)),
    ];
    for (const { ok, what } of findings) say(`${ok ? 'ok    ' : 'FAILED'}  ${what}`);
    const failed = findings.filter(({ ok }) => !ok).length;
    say(`${findings.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await stack.stop();
    client.destroy();
    await rm(folder, { recursive: true, force: true });
    await database.stop();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
