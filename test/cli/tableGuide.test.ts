import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import shipped from '../../crm.config.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import {
  type AwsAnswer,
  type AwsPlace,
  runAwsLine,
  sendAwsLine,
  shellWords,
} from './support/awsLine.ts';
import { type Cli, createCli } from './support/createCli.ts';
import { sendTraffic } from './support/sendTraffic.ts';

const root = join(import.meta.dirname, '../..');
const page = await readFile(join(root, 'docs/table.md'), 'utf8');

interface Question {
  readonly title: string;
  /** The question to `crm` that has the same answer. */
  readonly crm: readonly string[];
  readonly cli: string;
  /** Not where PartiQL has no words for it. */
  readonly partiql?: string;
  readonly sdk: string;
}

const questions: readonly Question[] = page
  .split(/^### /m)
  .slice(1)
  .map(section => {
    const blocks = (language: string) =>
      [...section.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
        ([, block = '']) => block,
      );
    const [cli = '', partiql] = blocks('sh');
    return {
      title: section.slice(0, section.indexOf('\n')),
      crm: shellWords(/As `crm ([^`]+)`/.exec(section)?.[1] ?? ''),
      cli,
      ...(partiql !== undefined && { partiql }),
      sdk: blocks('ts')[0] ?? '',
    };
  });

/** Only AWS's own engine has PartiQL. */
const hasPartiql = process.env.CRM_TEST_DYNAMODB !== undefined;

let context: TestContext;
let cli: Cli;
let place: AwsPlace;
let folder: string;

beforeAll(async () => {
  context = await createTestContext(shipped);
  cli = await createCli(context, shipped);
  const endpoint = process.env.CRM_TEST_DYNAMODB ?? context.engines.dynamodb.endpoint;
  place = { client: context.client, endpoint, table: context.tableName };
  folder = await mkdtemp(join(tmpdir(), 'crm-guide-'));
  await sendTraffic(context, 150, 7);
  const samples = ['1-flow-webhook.json', '2-whatsapp-message.json'];
  for (const sample of samples) {
    const [event] = JSON.parse(await readFile(join(root, 'tools/local/samples', sample), 'utf8'));
    await context.apply([event], { config: shipped });
    // Another contact with the same, so that an answer has more than one.
    const contact = { ...event.contact, id: `another-${event.contact.id}` };
    await context.apply([{ ...event, contact }], { config: shipped });
  }
  await sendMore();
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await cli.remove();
  await context.stop();
});

/** Before and after the month that is asked for. */
const sendMore = async (): Promise<void> => {
  const contact = { id: '467bf50f-9cb0-4b65-b722-0135ad5fb9e0', tags: ['tag1', 'tag2'] };
  const event = {
    service: 'messenger',
    bot: { id: '17ff4105-0000-4000-8000-000000000001' },
    contact,
  };
  await context.apply(
    [1_617_000_000, 1_617_900_000, 1_620_000_000].map(date => ({ ...event, title: 'Later', date })),
    { config: shipped },
  );
};

/** What makes an answer the same: who or what was found, and for a timeline in which order. */
const facts = (command: string, rows: readonly Record<string, unknown>[]): readonly unknown[] => {
  const sorted = (values: readonly unknown[]) =>
    [...new Set(values.map(String))].sort((a, b) => (a < b ? -1 : 1));
  if (command === 'timeline') return rows.map(row => String(row.webhook_title).split('#')[1]);
  if (command === 'contacts') return sorted(rows.map(row => row.contact_id));
  if (command === 'contact') {
    return sorted(rows.filter(row => row.first_at !== undefined).map(row => row.title));
  }
  return sorted(rows.map(row => row.title ?? row.tag ?? row.bot));
};

const factsOfCrm = async ([command = '', ...words]: readonly string[]): Promise<
  readonly unknown[]
> => {
  const limit = ['contacts', 'timeline'].includes(command) ? ['--limit', 'all'] : [];
  const answer = await cli.ask<Record<string, Record<string, unknown>[]>>([
    command,
    ...words,
    ...limit,
  ]);
  const rows =
    answer[command === 'timeline' ? 'events' : command === 'contact' ? 'webhooks' : command] ?? [];
  return facts(
    command,
    rows.map(row => ({
      ...row,
      ...(command === 'timeline' && { webhook_title: `@event#${row.at}#` }),
      ...(command === 'bots' && { bot: row.bot_id }),
    })),
  );
};

const rowsOf = ({ Item, Items }: AwsAnswer): readonly Record<string, unknown>[] =>
  (Items ?? (Item === undefined ? [] : [Item])).map(item =>
    Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S])),
  );

/** The SDK's line, as it stands on the page. */
const runSdk = async (code: string): Promise<Record<string, unknown>> => {
  const names = /const \{ (\w+) \}/.exec(code)?.[1] ?? '';
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const run = AsyncFunction(
    'documents',
    'table',
    'GetCommand',
    'QueryCommand',
    `${code}; return { ${names} };`,
  );
  return run(context.documents, context.tableName, GetCommand, QueryCommand);
};

describe('the lines of docs/table.md give the answers that crm gives', () => {
  test('the page has its questions, each in three languages', () => {
    expect(questions.length).toBeGreaterThan(14);
    for (const { title, crm, cli: line, partiql, sdk } of questions) {
      expect({
        title,
        crm: crm.length > 0,
        line: line.startsWith('aws dynamodb '),
        sdk: /^const \{ /.test(sdk),
      }).toEqual({ title, crm: true, line: true, sdk: true });
      expect(partiql ?? 'execute-statement').toContain('execute-statement');
    }
  });

  test.each(questions.map(question => [question.title, question] as const))(
    '%s',
    async (_, question) => {
      const [command = ''] = question.crm;
      const answer = await runAwsLine(question.cli, place);
      const bySdk = (await runSdk(question.sdk)) as {
        Item?: Record<string, unknown>;
        Items?: Record<string, unknown>[];
        Count?: number;
      };
      if (question.partiql === undefined) {
        const { tags } = await cli.ask<{ tags: { tag: string; contacts: number }[] }>(question.crm);
        const expected = tags.find(({ tag }) => tag === 'tag1')?.contacts;
        expect([answer.Count, bySdk.Count]).toEqual([expected, expected]);
        expect(expected).toBe(2);
        return;
      }
      const expected = await factsOfCrm(question.crm);
      expect(expected.length).toBeGreaterThan(0);
      const lone = answer.Item !== undefined;
      const wanted = (found: readonly unknown[]) =>
        // One row by its key is one of those that the question to crm finds.
        lone
          ? expect(expected).toEqual(expect.arrayContaining([...found]))
          : expect(found).toEqual(expected);
      wanted(facts(command, rowsOf(answer)));
      wanted(facts(command, bySdk.Items ?? [bySdk.Item ?? {}]));
      if (hasPartiql) wanted(facts(command, rowsOf(await runAwsLine(question.partiql, place))));
    },
  );

  test('without an AWS CLI the same lines go through the SDK', async () => {
    for (const { cli: line } of questions) {
      const [byCli, bySdk] = [await sendAwsLine(line, place), await runAwsLine(line, place)];
      expect({ items: rowsOf(byCli).length, count: byCli.Count }).toEqual({
        items: rowsOf(bySdk).length,
        count: bySdk.Count,
      });
      break;
    }
  });
});

test("a user's own handler runs as it stands on the page", async () => {
  const code = /<!-- handler -->\n```ts\n(.*?)^```/ms.exec(page)?.[1] ?? '';
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const local = code.replaceAll(
    /from '\.\/(.*?)'/g,
    (_, path) => `from '${pathToFileURL(join(root, path)).href}'`,
  );
  await writeFile(
    join(folder, 'handler.ts'),
    `${local}\nconsole.log(JSON.stringify(await handler()));\n`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'handler.ts')], {
    env: {
      TABLE: context.tableName,
      AWS_ENDPOINT_URL_DYNAMODB: place.endpoint,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
    },
  });
  const { contacts } = await cli.ask<{
    contacts: { phone: string | null; subscription: string | null }[];
  }>(['contacts', '--status', 'reserved', '--limit', 'all']);
  const expected = contacts.filter(
    ({ phone, subscription }) =>
      phone !== null && !['unsubscribed', 'blocked'].includes(subscription ?? ''),
  );
  expect(expected.length).toBeGreaterThan(1);
  expect(JSON.parse(stdout)).toEqual(expected.map(({ phone }) => phone));
});
