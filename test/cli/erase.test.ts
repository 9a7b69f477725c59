import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createDeadLetterQueue } from '../../lib/aws/createDeadLetterQueue.ts';
import { writeEventLetter, writeTextLetter } from '../../lib/pipeline/deadLetter.ts';
import { readDeadLetters } from '../../lib/pipeline/readDeadLetters.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';

const root = join(import.meta.dirname, '../..');
const CANARY = 'canary-9f2';
const WHEN = Date.parse('2026-03-01T12:00:00Z');
const LATER = WHEN + 600_000;

let context: TestContext;
let cli: Cli;
beforeAll(async () => {
  context = await createTestContext();
  cli = await createCli(context);
  for (const part of ['serverless.yml', 'resources'])
    cpSync(join(root, part), join(cli.folder, part), { recursive: true });
});
afterAll(async () => {
  await cli.remove();
  await context.stop();
});
beforeEach(async () => {
  await context.clear();
  await context.take('deadLetters');
});

const event = (second: number, title = 'flow') => ({
  service: 'telegram',
  title,
  bot: { id: 'b' },
  contact: {
    id: 'c',
    name: CANARY,
    email: `${CANARY}@example.invalid`,
    phone: '+12025550101',
    tags: [CANARY],
  },
  date: WHEN / 1000 - 100 + second,
});

const letterAbout = (raw: string): string =>
  writeEventLetter(
    { reason: 'too large', from: 'consume', failed_at: new Date(WHEN).toISOString() },
    raw,
  );

const erase = (...words: string[]) => cli.crm(['erase', ...words], { now: LATER });

const everything = async (): Promise<string> =>
  JSON.stringify([
    [...(await context.rows()).values()].filter(({ contact_id }) => contact_id === 'c'),
    await context.take('deadLetters'),
  ]);

describe('crm erase', () => {
  test('leaves no trace in any row, dead letter or later output, whatever old comes again', async () => {
    await context.apply([event(1), event(2, 'unsubscribe')]);
    await context.deadLetters.send(
      [
        letterAbout(JSON.stringify(event(3))),
        writeTextLetter(
          { reason: 'no JSON', from: 'receive', failed_at: new Date(WHEN).toISOString() },
          `{"contact":{"id":"c","name":"${CANARY}"}`,
        ),
      ],
      Date.now() + 5000,
    );
    const told = await erase('c', '--yes');
    expect(told).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('2 dead letters deleted'),
    });
    await context.apply([event(1), event(2, 'unsubscribe'), event(50)]);
    expect([...(await context.rows('c')).keys()]).toEqual(['c|@contact']);
    expect(await everything()).not.toContain(CANARY);
    for (const words of [['contact', 'c'], ['timeline', 'c'], ['contacts']]) {
      const { stdout, stderr } = await cli.crm(words);
      expect(stdout + stderr).not.toContain(CANARY);
    }
    expect((await context.rows('c')).get('c|@contact')).toMatchObject({
      subscription: 'unsubscribed',
    });
  });

  test('lets a new subscription start afresh', async () => {
    await context.apply([event(1)]);
    await erase('c', '--yes');
    const after = { ...event(0, 'new_subscriber'), date: LATER / 1000 + 10 };
    await context.apply([after], { receivedAt: new Date(LATER + 20_000).toISOString() });
    expect((await context.rows('c')).get('c|@contact')).toMatchObject({
      name: CANARY,
      subscription: 'subscribed',
    });
  });

  test('says that it did so already, and sweeps again', async () => {
    await context.apply([event(1)]);
    await erase('c', '--yes');
    const again = await cli.crm(['erase', 'c', '--yes'], { now: LATER + 600_000 });
    expect(again).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('already erased on 2026-03-01 12:10:00 UTC'),
    });
  });

  test('leaves the other letters where they are', async () => {
    await context.apply([event(1)]);
    await context.deadLetters.send([letterAbout('{"contact":{"id":"d"}}')], Date.now() + 5000);
    await erase('c', '--yes', '--no-wait');
    expect(await context.take('deadLetters')).toHaveLength(1);
  });

  test('with --no-wait says what is left to do, and when', async () => {
    await context.apply([event(1)]);
    const { stderr } = await erase('c', '--yes', '--no-wait');
    expect(stderr).toContain('Run the same line again after 90 seconds');
    const again = await cli.crm(['erase', 'c', '--yes', '--no-wait'], { now: LATER + 60_000 });
    expect(again.stderr).toContain('Run the same line again after 30 seconds');
  });

  test('with --json answers in JSON too when somebody says no', async () => {
    await context.apply([event(1)]);
    const { stdout } = await cli.crm(['erase', 'c', '--json'], { columns: 100, stdin: 'n\n' });
    expect(JSON.parse(stdout)).toEqual({ contacts: [], dead_letters_deleted: 0, done: false });
    expect((await context.rows('c')).get('c|@contact')).toMatchObject({ name: CANARY });
  });

  test('stopped while it waits says what is left to do, and another run does it without waiting again for what is over', async () => {
    await context.apply([event(1)]);
    const stop = new AbortController();
    const seconds: number[] = [];
    const sleep = async (ms: number): Promise<void> => {
      seconds.push(ms / 1000);
      if (seconds.length === 30) stop.abort();
    };
    const options = { now: LATER, columns: 200, stop: stop.signal, sleep };
    const first = await cli.crm(['erase', 'c', '--yes'], options);
    expect(first.status).toBe(130);
    expect(first.stderr).toContain('sweeping once more in 61 s');
    expect(first.stderr).toContain('Run the same line again after 90 seconds');
    const later: number[] = [];
    const second = await cli.crm(['erase', 'c', '--yes'], {
      now: LATER + 50_000,
      sleep: async ms => void later.push(ms / 1000),
    });
    expect(second).toMatchObject({ status: 0, stderr: expect.not.stringContaining('Left to do') });
    expect(later).toHaveLength(40);
  });

  test('takes several at once, and answers for programs', async () => {
    await context.apply([event(1), { ...event(1), contact: { id: 'd', name: CANARY } }]);
    await context.deadLetters.send([letterAbout(JSON.stringify(event(3)))], Date.now() + 5000);
    const { stdout } = await erase('c', 'd', 'c', '--yes', '--json');
    const erased = { erased_at: new Date(LATER).toISOString(), already: false };
    expect(JSON.parse(stdout)).toEqual({
      contacts: [
        { contact_id: 'c', ...erased, rows_deleted: 5 },
        { contact_id: 'd', ...erased, rows_deleted: 2 },
      ],
      dead_letters_deleted: 1,
      done: true,
    });
  });

  test('says that dead letters may be missing while somebody else reads them', async () => {
    await context.apply([event(1)]);
    await context.deadLetters.send([letterAbout(JSON.stringify(event(3)))], Date.now() + 5000);
    const { client } = context.engines.sqs;
    const other = readDeadLetters(createDeadLetterQueue(client, context.queues.deadLetters.url, 0));
    await other.next();
    const { stderr } = await erase('c', '--yes');
    expect(stderr).toMatch(/^About \d dead letters? could not be looked at/);
    await other.return();
    expect((await erase('c', '--yes')).stdout).toContain('1 dead letter deleted');
  });

  test('shows what will go, and without an answer erases nothing', async () => {
    await context.apply([event(1)]);
    const before = (await context.rows()).size;
    const { status, stderr } = await cli.crm(['erase', 'c'], { columns: 100, stdin: 'n\n' });
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining(`c (${CANARY}): 1 event, 1 webhook, 3 lookups, 0 dead letters`),
    ]);
    expect((await context.rows()).size).toBe(before);
  });

  test('where nobody can be asked wants --yes', async () => {
    await context.apply([event(1)]);
    expect(await erase('c')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('say --yes'),
    });
    expect(await erase('nobody', '--yes')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('nothing is known of the first contact'),
    });
  });
});
