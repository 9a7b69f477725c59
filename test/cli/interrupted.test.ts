import { cpSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createDeadLetterQueue } from '../../lib/aws/createDeadLetterQueue.ts';
import { defineCrm } from '../../lib/crm/config.ts';
import { writeEventLetter, writeTextLetter } from '../../lib/pipeline/deadLetter.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import { readDeadLetters } from '../../lib/pipeline/readDeadLetters.ts';
import { createTestContext, RECEIVED_AT, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';
import { stopAfterReads } from './support/stopAfterReads.ts';

const CANARY = 'canary-4711';
const root = join(import.meta.dirname, '../..');
const before = defineCrm({ rules: [{ when: { title: 'A' }, status: 'old' }], index: ['city'] });
const after = defineCrm({
  fields: { town: 'city' },
  rules: [{ when: { title: 'A' }, status: 'new', set: { seat: { from: 'variables.seat' } } }],
  index: ['seat'],
});

let context: TestContext;
let cli: Cli;
beforeAll(async () => {
  context = await createTestContext(before);
  cli = await createCli(context, after);
  for (const part of ['serverless.yml', 'resources'])
    cpSync(join(root, part), join(cli.folder, part), { recursive: true });
});
afterAll(async () => {
  await cli.remove();
  await context.stop();
});
const clear = async (): Promise<void> => {
  await context.clear();
  await context.take('events');
  for await (const letter of readDeadLetters(letters())) await letter.remove();
};
beforeEach(clear);

const letters = () =>
  createDeadLetterQueue(context.engines.sqs.client, context.queues.deadLetters.url, 0);
const why = {
  reason: 'x',
  from: 'consume',
  failed_at: RECEIVED_AT,
  received_at: RECEIVED_AT,
} as const;
const event = (id: string, second = 1) => ({
  service: 'telegram',
  title: 'A',
  bot: { id: 'b' },
  contact: { id, name: CANARY, tags: ['t'], variables: { city: CANARY, seat: '7' } },
  date: 1_700_000_000 + second,
});
const sendLetters = (...bodies: readonly string[]) =>
  context.deadLetters.send(bodies, Date.now() + 5000);
const lettersLeft = async (): Promise<readonly string[]> => {
  const left: string[] = [];
  for await (const letter of readDeadLetters(letters()))
    left.push(letter.event ?? letter.text ?? '');
  return left;
};

/** All rows without the books, and the lines of corrections, which a second run writes again. */
const rowsLeft = async () =>
  [...(await context.rows())]
    .filter(([, row]) => row.kind !== 'correction')
    .map(([key, { rev, since, as_of, stamps, ...row }]) => [key, row])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

interface Case {
  readonly words: readonly string[];
  readonly begin: () => Promise<unknown>;
  /** What a person can see in the end. */
  readonly outcome: () => Promise<unknown>;
}

const CASES: Readonly<Record<string, Case>> = {
  set: {
    words: ['set', 'c', 'status=called', 'name=Ann', 'tags=x', 'variables.seat=9', '--by', 'me'],
    begin: () => context.apply([event('c')]),
    outcome: rowsLeft,
  },
  lift: {
    words: ['set', 'c', 'status=', 'name=', '--by', 'me'],
    begin: async () => {
      await context.apply([event('c')]);
      await cli.crm(['set', 'c', 'status=called', 'name=Ann', '--by', 'me']);
    },
    outcome: rowsLeft,
  },
  erase: {
    words: ['erase', 'c', 'd', '--yes'],
    begin: async () => {
      await context.apply([event('c'), event('c', 2), event('d'), event('e')]);
      await sendLetters(
        writeEventLetter(why, JSON.stringify(event('c', 3))),
        writeTextLetter(why, `{"contact":{"id":"d","name":"${CANARY}"`),
        writeEventLetter(why, JSON.stringify(event('e', 3))),
      );
    },
    outcome: async () => [
      (await rowsLeft()).map(([key, row]) => [key, { ...(row as object), erased_at: '' }]),
      await lettersLeft(),
    ],
  },
  'rebuild --all': {
    words: ['rebuild', '--all'],
    begin: () => context.apply(Array.from({ length: 5 }, (_, index) => event(`c${index}`))),
    outcome: async () => [
      await rowsLeft(),
      (await readdir(join(cli.folder, '.crm'))).filter(name => name.startsWith('rebuild')),
    ],
  },
  'dead-letters replay': {
    words: ['dead-letters', 'replay'],
    begin: () =>
      sendLetters(
        ...Array.from({ length: 12 }, (_, index) =>
          encodeEventMessage({ received_at: RECEIVED_AT, raw: JSON.stringify(event(`c${index}`)) }),
        ),
        writeEventLetter(why, '1'),
      ),
    outcome: async () => [
      // An event that was sent and whose letter was not deleted yet is sent twice, which changes nothing.
      new Set((await context.take('events')).map(body => JSON.stringify(body))),
      await lettersLeft(),
    ],
  },
  'dead-letters purge': {
    words: ['dead-letters', 'purge', '--reason', 'x', '--yes'],
    begin: () =>
      sendLetters(
        ...Array.from({ length: 12 }, (_, index) => writeEventLetter(why, `${index}`)),
        writeEventLetter({ ...why, reason: 'y' }, '99'),
      ),
    outcome: lettersLeft,
  },
};

/** Fakes nothing: the signal that Ctrl-C fires is looked at before each call to AWS, and fires at the call of this number. */
describe('stopped between any two calls and run again', () => {
  test.each(Object.entries(CASES))(
    'crm %s ends as if it had never been stopped',
    async (_, each) => {
      const { words, begin, outcome } = each;
      await begin();
      expect(await cli.crm(words)).toMatchObject({ status: 0 });
      const whole = await outcome();
      let stopped = 0;
      for (let calls = 0; ; calls += 1) {
        await clear();
        await begin();
        const { status } = await cli.crm(words, { stop: stopAfterReads(calls) });
        expect(await cli.crm(words)).toMatchObject({ status: 0 });
        expect([calls, await outcome()]).toEqual([calls, whole]);
        if (status === 0) break;
        expect(status).toBe(130);
        stopped += 1;
      }
      expect(stopped).toBeGreaterThan(4);
    },
    300_000,
  );
});
