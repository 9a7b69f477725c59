import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createDeadLetterQueue } from '../../lib/aws/createDeadLetterQueue.ts';
import { createQueue } from '../../lib/aws/createQueue.ts';
import { writeEventLetter, writeTextLetter } from '../../lib/pipeline/deadLetter.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import { readDeadLetters } from '../../lib/pipeline/readDeadLetters.ts';
import { receiveBody } from '../../lib/pipeline/receiveBody.ts';
import {
  createTestContext,
  noPause,
  RECEIVED_AT,
  type TestContext,
} from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';

let context: TestContext;
let cli: Cli;
beforeAll(async () => {
  context = await createTestContext();
  cli = await createCli(context);
});
afterAll(async () => {
  await cli.remove();
  await context.stop();
});
beforeEach(async () => {
  await context.clear();
  for (const { url } of Object.values(context.queues)) {
    await context.engines.sqs.client.send(new PurgeQueueCommand({ QueueUrl: url }));
  }
});

const patience = { now: Date.now, pause: noPause };
const events = () => createQueue(context.engines.sqs.client, context.queues.events.url, patience);
const event = (id: string, contact: object = {}) => ({
  service: 'telegram',
  title: 'flow',
  bot: { id: 'b' },
  contact: { id, ...contact },
  date: 1_700_000_000,
});
const deadline = () => Date.now() + 5000;
const post = (body: string) =>
  receiveBody(body, {
    events: events(),
    deadLetters: context.deadLetters,
    now: () => Date.parse(RECEIVED_AT),
    deadline: deadline(),
  });
/** As SQS moves a message, untouched. */
const exhaust = (...elements: readonly unknown[]) =>
  context.deadLetters.send(
    elements.map(each =>
      encodeEventMessage({ received_at: RECEIVED_AT, raw: JSON.stringify(each) }),
    ),
    deadline(),
  );

interface Listed {
  letters: { id: string; reason: string; from: string; replayable: boolean }[];
}
const list = () => cli.ask<Listed>(['dead-letters']);

describe('crm dead-letters', () => {
  test('lists letters of every reason, grouped, and again', async () => {
    await post(`[1, {"a":1}, {"contact":{}}, {"automation_id":1}, ${JSON.stringify(event('c'))}]`);
    await post('[{"contact":');
    await post('null');
    await exhaust(event('x'));
    await context.deadLetters.send(['something else'], deadline());
    await context.apply([event('big', { variables: { v: 'x'.repeat(420_000) } })]);
    const { letters } = await list();
    expect(
      letters
        .map(({ reason, from, replayable }) => [from, reason.replace(/\d+ KB/, 'N KB'), replayable])
        .sort(),
    ).toEqual([
      ['consume', 'retries exhausted', true],
      ['consume', 'too large for a row: N KB of at most 400 KB', true],
      [
        'receive',
        'an Automation 360 event: this URL takes chatbot webhooks only, so take it out of the automation',
        false,
      ],
      ['receive', 'contact is missing', false],
      ['receive', 'contact.id is missing or blank', false],
      ['receive', 'not an object', false],
      ['receive', 'the JSON ends too early at line 1, column 13', false],
      ['receive', 'the body is neither an array nor an object', false],
      ['unknown', 'not a letter of this bridge', false],
    ]);
    const { stdout } = await cli.crm(['dead-letters']);
    expect(stdout).toMatch(/^reason\tfailed in\tletters\t/);
    expect(stdout).toMatch(/retries exhausted\tconsume\t1\t1\t/);
  }, 120_000);

  test('shows one, with what came', async () => {
    await exhaust(event('x', { name: 'Ann' }));
    const [letter] = (await list()).letters;
    const { stdout } = await cli.crm(['dead-letters', 'show', letter?.id ?? '']);
    expect(stdout).toContain('reason    retries exhausted');
    expect(stdout).toContain('"name": "Ann"');
    for (const words of [['show'], ['replay'], ['replay', '--dry-run'], ['purge', '--yes']]) {
      expect(await cli.crm(['dead-letters', ...words, 'none'])).toEqual({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(/^crm: there is no dead letter none, or somebody else/),
      });
    }
    const both = await cli.crm(['dead-letters', 'replay', '--dry-run', letter?.id ?? '', 'none']);
    expect(both).toMatchObject({ status: 1, stdout: '1 dead letter would be replayed\n' });
    expect(both.stderr).toMatch(/there is no dead letter none,/);
  });

  test('replays what would pass, as of when it was received, and keeps the rest', async () => {
    await exhaust(event('x'));
    await post('[1]');
    expect((await cli.crm(['dead-letters', 'replay', '--dry-run'])).stdout).toBe(
      '1 dead letter would be replayed\n1 dead letter would be kept: not an object\n',
    );
    expect(await context.take('events')).toEqual([]);
    expect((await cli.crm(['dead-letters', 'replay'])).stdout).toContain('1 dead letter replayed');
    expect(await context.take('events')).toEqual([{ received_at: RECEIVED_AT, event: event('x') }]);
    expect((await list()).letters.map(({ reason }) => reason)).toEqual(['not an object']);
  });

  test('replayed twice changes nothing', async () => {
    const apply = async (): Promise<void> => {
      for (const body of await context.take('events')) await context.apply([body.event]);
    };
    await exhaust(event('x', { tags: ['t'] }));
    await cli.crm(['dead-letters', 'replay']);
    await apply();
    const once = await context.rows();
    await exhaust(event('x', { tags: ['t'] }));
    await cli.crm(['dead-letters', 'replay']);
    await apply();
    expect(await context.rows()).toEqual(once);
  });

  test('a letter whose cause is mended passes, one by one reason', async () => {
    await context.apply([event('big', { variables: { v: 'x'.repeat(420_000) } })]);
    await exhaust(event('x'));
    const reason =
      (await list()).letters.find(
        ({ from, reason: why }) => from === 'consume' && why.startsWith('too large'),
      )?.reason ?? '';
    expect((await cli.crm(['dead-letters', 'replay', '--reason', reason])).stdout).toContain(
      '1 dead letter replayed',
    );
    expect((await list()).letters.map(({ reason: why }) => why)).toEqual(['retries exhausted']);
  });

  /** As an older version, or another configuration, refused what passes today. */
  const refused: Readonly<Record<string, (raw: string) => string>> = {
    'the JSON breaks at line 1, column 7': raw =>
      writeTextLetter(receive('the JSON breaks at line 1, column 7'), raw),
    'the JSON ends too early at line 3, column 9': raw =>
      writeTextLetter(receive('the JSON ends too early at line 3, column 9'), `[${raw}]`),
    'the body is neither an array nor an object': raw =>
      writeTextLetter(receive('the body is neither an array nor an object'), JSON.stringify(raw)),
    'not an object': raw => writeEventLetter(receive('not an object'), raw),
    'contact is missing': raw => writeEventLetter(receive('contact is missing'), raw),
    'contact.id is missing or blank': raw =>
      writeEventLetter(receive('contact.id is missing or blank'), raw),
    'nested too deeply': raw =>
      writeEventLetter({ ...receive('nested too deeply'), from: 'consume' }, raw),
    'not a message of this bridge': raw =>
      writeTextLetter({ ...receive('not a message of this bridge'), from: 'consume' }, raw),
    'the table refuses the row': raw =>
      writeEventLetter({ ...receive('the table refuses the row'), from: 'consume' }, raw),
    'retries exhausted': raw => encodeEventMessage({ received_at: RECEIVED_AT, raw }),
    'not a letter of this bridge': raw => raw,
  };
  const receive = (reason: string) => ({
    reason,
    from: 'receive' as const,
    failed_at: RECEIVED_AT,
    received_at: RECEIVED_AT,
  });

  test.each(Object.entries(refused))(
    'one for which %j is listed, shown, replayed once that is mended, and gone',
    async (reason, letterOf) => {
      await context.deadLetters.send(
        [letterOf(JSON.stringify(event('x', { name: 'Ann' })))],
        deadline(),
      );
      const [letter, ...others] = (await list()).letters;
      expect(others).toEqual([]);
      expect(letter).toMatchObject({ reason, replayable: true });
      const { stdout } = await cli.crm(['dead-letters', 'show', letter?.id ?? '']);
      expect(stdout).toContain(`reason    ${reason}\n`);
      expect(stdout).toContain('Ann');
      expect((await cli.crm(['dead-letters', 'replay', letter?.id ?? ''])).stdout).toBe(
        '1 dead letter replayed\n',
      );
      expect((await list()).letters).toEqual([]);
      await context.apply((await context.take('events')).map(body => body.event));
      expect((await context.rows('x')).get('x|@contact')).toMatchObject({ name: 'Ann' });
    },
  );

  test('a contact that was too large is written once it is not', async () => {
    await context.apply([event('x', { variables: { old: 'x'.repeat(300_000) } })]);
    const more = {
      ...event('x', { variables: { new: 'y'.repeat(150_000) } }),
      date: 1_700_000_001,
    };
    await context.apply([more]);
    const reason = 'too large for a row';
    expect((await cli.crm(['dead-letters', '--reason', reason])).stdout).toContain(
      '\tconsume\tx\t',
    );
    await context.apply([{ ...event('x', { variables: { old: '' } }), date: 1_700_000_002 }]);
    await cli.crm(['dead-letters', 'replay', '--reason', reason]);
    await context.apply((await context.take('events')).map(body => body.event));
    expect((await list()).letters).toEqual([]);
    const row = (await context.rows('x')).get('x|@contact');
    expect(row).toMatchObject({ variables: { new: 'y'.repeat(150_000) } });
  });

  test('letters of one cause stand together, wherever their JSON breaks', async () => {
    await post('{"a":1,}');
    await post('{"a":1, "b":2,}');
    await post('[{"contact":');
    const { stdout } = await cli.crm(['dead-letters']);
    expect(stdout).toMatch(/\nthe JSON breaks\treceive\t2\t0\t/);
    expect((await cli.crm(['dead-letters', '--reason', 'the JSON breaks'])).stderr).toMatch(
      /^2 dead letters/,
    );
    const one = 'the JSON breaks at line 1, column 8';
    expect((await cli.crm(['dead-letters', 'purge', '--reason', one, '--yes'])).stdout).toBe(
      '1 dead letter deleted\n',
    );
  });

  test('it is said how many hide while somebody else reads them', async () => {
    await exhaust(event('x'), event('y'));
    const { client } = context.engines.sqs;
    const other = readDeadLetters(createDeadLetterQueue(client, context.queues.deadLetters.url, 0));
    await other.next();
    const { stderr } = await cli.crm(['dead-letters']);
    await other.return();
    expect(stderr).toContain('About 2 dead letters could not be looked at');
    expect((await list()).letters).toHaveLength(2);
  });

  test('on a terminal it draws how far it is, and purges only when told so', async () => {
    await exhaust(event('x'), event('y'));
    const terminal = { columns: 100, environment: { NO_COLOR: '1' } };
    const no = await cli.crm(['dead-letters', 'purge'], { ...terminal, stdin: 'n\n' });
    expect(no.stderr).toContain('Delete 2 dead letters for good? [y/N] Nothing was deleted.');
    const { stdout } = await cli.crm(['dead-letters', 'purge', '--json'], {
      stdin: 'n\n',
      columns: 100,
    });
    expect(JSON.parse(stdout)).toEqual({ purged: 0 });
    const dry = await cli.crm(['dead-letters', 'replay', '--dry-run'], terminal);
    expect(dry.stderr).toContain('2 letters · ');
    const yes = await cli.crm(['dead-letters', 'purge'], { ...terminal, stdin: 'y\n' });
    expect(yes.stdout).toBe('2 dead letters deleted\n');
    expect((await list()).letters).toEqual([]);
    // With none there is nothing to ask.
    expect(await cli.crm(['dead-letters', 'purge'])).toMatchObject({ status: 0 });
  });

  test('purges what is named, after asking', async () => {
    await post('[1, {}]');
    expect(await cli.crm(['dead-letters', 'purge'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('--yes'),
    });
    await cli.crm(['dead-letters', 'purge', '--reason', 'not an object', '--yes']);
    expect((await list()).letters.map(({ reason }) => reason)).toEqual(['contact is missing']);
  });

  test('five thousand are listed, filtered and replayed', async () => {
    await exhaust(...Array.from({ length: 4990 }, (_, index) => event(`c${index}`)));
    await post(JSON.stringify(Array.from({ length: 10 }, () => 0)));
    expect((await list()).letters).toHaveLength(5000);
    expect((await cli.crm(['dead-letters', '--reason', 'not an object'])).stderr).toContain(
      '10 dead letters',
    );
    expect((await cli.crm(['dead-letters', 'replay'])).stdout).toContain(
      '4,990 dead letters replayed',
    );
    const replayed = await context.take('events');
    expect(
      new Set(replayed.map(body => (body.event as { contact: { id: string } }).contact.id)).size,
    ).toBe(4990);
    expect((await list()).letters).toHaveLength(10);
  }, 300_000);
});
