import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createQueue } from '../../lib/aws/createQueue.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
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
    expect(await cli.crm(['dead-letters', 'show', 'none'])).toMatchObject({ status: 1 });
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

  test('interrupted between any two calls, a second run finishes the replay', async () => {
    await exhaust(...Array.from({ length: 12 }, (_, index) => event(`c${index}`)));
    const stop = new AbortController();
    const first = cli.crm(['dead-letters', 'replay'], { stop: stop.signal });
    setImmediate(() => stop.abort());
    await first;
    await cli.crm(['dead-letters', 'replay']);
    const ids = (await context.take('events')).map(
      body => (body.event as { contact: { id: string } }).contact.id,
    );
    expect(new Set(ids).size).toBe(12);
    expect((await list()).letters).toEqual([]);
  });
});
