import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import shipped from '../../crm.config.ts';
import { writeEventLetter } from '../../lib/pipeline/deadLetter.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';
import { sendTraffic } from './support/sendTraffic.ts';

const root = join(import.meta.dirname, '../..');

let context: TestContext;
let cli: Cli;
let folder: string;

beforeAll(async () => {
  context = await createTestContext(shipped);
  cli = await createCli(context, shipped);
  folder = await mkdtemp(join(tmpdir(), 'crm-shapes-'));
  await sendTraffic(context, 400, 7);
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await cli.remove();
  await context.stop();
});

const newestEvent = async (id: string): Promise<string> => {
  const { events } = await cli.ask<{ events: { event_id: string }[] }>(['timeline', id]);
  return events[0]?.event_id ?? '';
};

/** Of a dead letter that is put there. */
const someLetter = async (): Promise<string> => {
  const failed_at = '2026-03-01T12:00:00.000Z';
  const letter = writeEventLetter(
    { reason: 'not an object', from: 'receive', failed_at, index: 1 },
    '1',
  );
  await context.deadLetters.send([letter], Date.now() + 5000);
  const { letters } = await cli.ask<{ letters: { id: string }[] }>(['dead-letters']);
  return letters[0]?.id ?? '';
};

/** The types that the page documents, as TypeScript. */
const documentedTypes = async (): Promise<string> => {
  const page = await readFile(join(root, 'docs/cli.md'), 'utf8');
  return [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block]) => block).join('\n');
};

/** What the compiler says of the page's types with something after them. */
const compile = async (name: string, after: string): Promise<string> => {
  const file = join(folder, `${name}.ts`);
  await writeFile(file, `${await documentedTypes()}\n${after}\nexport {};\n`);
  const options = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--target',
    'esnext',
    '--types',
    '',
  ];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return promisify(execFile)(process.execPath, [tsc, ...options, '--ignoreConfig', file]).then(
    () => '',
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
};

test('each command answers --json in just the shape that docs/cli.md documents', async () => {
  const { contacts } = await cli.ask<{ contacts: { contact_id: string }[] }>(['contacts']);
  const id = contacts.at(-1)?.contact_id ?? '';
  const sample = join(root, 'tools/local/samples/1-flow-webhook.json');
  await cli.crm(['export', '-o', 'shape.jsonl', '--webhook', 'new_subscriber']);
  const jsonl = (await readFile(join(cli.folder, 'shape.jsonl'), 'utf8')).trimEnd().split('\n');
  const asked: readonly (readonly [type: string, words: readonly string[]])[] = [
    ['ContactsAnswer', ['contacts', '--limit', '40']],
    ['ContactsAnswer', ['contacts', '--webhook', 'new_subscriber', '--explain']],
    ['ContactsAnswer', ['contacts', '--tag', 'nobody has it']],
    ['ContactAnswer', ['contact', id]],
    ['ContactAnswer', ['contact', id, '--explain']],
    ['TimelineAnswer', ['timeline', id]],
    ['TimelineAnswer', ['timeline', id, '--raw', '--explain']],
    ['TitlesAnswer', ['titles', '--explain']],
    ['TagsAnswer', ['tags', '--exact']],
    ['BotsAnswer', ['bots']],
    ['DuplicatesAnswer', ['duplicates', '--explain']],
    ['TimelineEventAnswer', ['timeline', id, '--event', await newestEvent(id)]],
    ['SetAnswer', ['set', id, 'status=called', 'tags=a,b', 'variables.seat=7']],
    ['TimelineAnswer', ['timeline', id, '--limit', '1']],
    ['RebuildAnswer', ['rebuild', '--all', '--dry-run']],
    ['DeadLettersAnswer', ['dead-letters']],
    ['ShowDeadLetterAnswer', ['dead-letters', 'show', await someLetter()]],
    ['ReplayAnswer', ['dead-letters', 'replay', '--dry-run']],
    ['PurgeAnswer', ['dead-letters', 'purge', '--yes']],
    ['UrlAnswer', ['url', '--yes']],
    ['MapAnswer', ['map', '--file', sample]],
    ['MapAnswer', ['map', '--file', await payload()]],
  ];
  const examined = await cli.crm(['doctor', '--json']);
  const answers: string[] = [`const examined: DoctorAnswer = ${examined.stdout};`];
  for (const [index, [type, words]] of asked.entries()) {
    const answer = JSON.stringify(await cli.ask(words));
    // Written as a literal: the compiler then also refuses what the type does not name.
    answers.push(`const answer${index}: ${type} = ${answer};`);
  }
  answers.push(`const lines: ContactsAnswer['contacts'] = [${jsonl.join(',\n')}];`);
  expect(jsonl.length).toBeGreaterThan(10);
  expect(await compile('answers', answers.join('\n'))).toBe('');
}, 120_000);

test('the comparison sees a key too many, one too few, and a wrong type', async () => {
  const right = { bot_id: 'b', name: null, service: null, contacts: 1 };
  const { name: _, ...few } = right;
  for (const [index, bot] of [{ ...right, extra: 1 }, few, { ...right, contacts: '1' }].entries()) {
    const answer = JSON.stringify({ bots: [bot], exact: false });
    expect(await compile(`wrong${index}`, `const wrong: BotsAnswer = ${answer};`)).toMatch(
      /error TS/,
    );
  }
}, 120_000);

/** One event of each kind that `map` shows differently. */
const payload = async (): Promise<string> => {
  const message = { id: 'm', channel_data: { message: { text: 'hi', from: 12025550101 } } };
  const incoming = {
    title: 'incoming_message',
    info: { message },
    service: 'whatsapp',
    bot: { id: 'b', name: 'B', url: 'https://example.invalid', external_id: 1 },
    contact: {
      id: 'c',
      name: 'N',
      username: 'u',
      email: 'e@example.invalid',
      photo: 'p',
      tags: ['t'],
      variables: { a: 1, b: null, c: true },
      last_message: 'hi',
    },
    date: 1_700_000_000,
  };
  await writeFile(
    join(cli.folder, 'each.json'),
    JSON.stringify([incoming, 1, { contact: { id: 'd' } }]),
  );
  return 'each.json';
};
