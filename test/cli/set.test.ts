import { userInfo } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { createCatalog } from '../../lib/pipeline/catalog.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import { rebuildContact } from '../../lib/pipeline/rebuildContact.ts';
import {
  createTestContext,
  noPause,
  RECEIVED_AT,
  type TestContext,
} from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';

const config = defineCrm({
  fields: { seat: { from: 'seat', type: 'number' } },
  rules: [{ when: { title: 'Reserved' }, status: 'reserved' }],
  index: ['city'],
});

let context: TestContext;
let cli: Cli;
beforeAll(async () => {
  context = await createTestContext(config);
  cli = await createCli(context, config);
});
afterAll(async () => {
  await cli.remove();
  await context.stop();
});
beforeEach(() => context.clear());

const event = (second: number, contact: object = {}, title = 'Reserved') => ({
  service: 'telegram',
  title,
  bot: { id: 'b' },
  contact: { id: 'c', ...contact },
  date: 1_700_000_000 + second,
});

const row = async () => (await context.rows('c')).get('c|@contact');
const lookups = async () =>
  [...(await context.rows('c')).keys()].filter(key => /\|@(status|email|tag|var)#/.test(key));

describe('crm set', () => {
  test('wins over what the bot says until it is lifted', async () => {
    await context.apply([event(1, { email: 'bot@example.invalid', tags: ['a'] })]);
    const told = await cli.crm([
      'set',
      'c',
      'status=called',
      'email=me@example.invalid',
      'tags=b,c',
      'seat=7',
      '--by',
      'Ann',
    ]);
    expect(told).toMatchObject({ status: 0, stderr: '' });
    expect(told.stdout).toContain('status       reserved → called');
    await context.apply([event(2, { email: 'later@example.invalid', tags: ['z'] })]);
    expect(await row()).toMatchObject({
      status: 'called',
      email: 'me@example.invalid',
      tags: ['b', 'c'],
      fields: { seat: 7 },
      reported: { status: 'reserved', email: 'later@example.invalid', tags: ['z'] },
    });
    expect(await lookups()).toEqual([
      'c|@email#me@example.invalid',
      'c|@status#called',
      'c|@tag#b',
      'c|@tag#c',
    ]);
    await cli.crm(['set', 'c', 'status=', 'email=', 'tags=', 'seat=', '--by', 'Ann']);
    expect(await row()).toMatchObject({
      status: 'reserved',
      email: 'later@example.invalid',
      tags: ['z'],
    });
    expect(await lookups()).toEqual([
      'c|@email#later@example.invalid',
      'c|@status#reserved',
      'c|@tag#z',
    ]);
  });

  test('survives a thousand later messages, a rebuild and a replay', async () => {
    await context.apply([event(1, { name: 'Bot' })]);
    await cli.crm(['set', 'c', 'status=called', 'name=Ann', 'variables.city=Riga', '--by', 'me']);
    const catalog = createCatalog(context.table);
    for (let batch = 0; batch < 100; batch += 1) {
      const messages = Array.from({ length: 10 }, (_, index) =>
        event(10 + batch * 10 + index, { name: 'Bot', variables: { city: 'Oslo' } }),
      );
      expect(await context.apply(messages, { catalog })).toMatchObject({ written: 10, failed: [] });
    }
    const deps = { table: context.table, catalog, config, now: Date.now, pause: noPause };
    expect(await rebuildContact('c', { dryRun: false }, deps)).toMatchObject({
      differences: [],
      events: 1002,
    });
    const raw = JSON.stringify(event(2000, { name: 'Late', variables: { city: 'Oslo' } }));
    await context.deadLetters.send(
      [encodeEventMessage({ received_at: RECEIVED_AT, raw })],
      Date.now() + 5000,
    );
    expect((await cli.crm(['dead-letters', 'replay'])).stdout).toBe('1 dead letter replayed\n');
    await context.apply((await context.take('events')).map(body => body.event));
    expect(await row()).toMatchObject({
      status: 'called',
      name: 'Ann',
      variables: { city: 'Riga' },
      reported: { status: 'reserved', name: 'Late', 'variables.city': 'Oslo' },
    });
    await cli.crm(['set', 'c', 'name=', 'variables.city=', '--by', 'me']);
    expect(await row()).toMatchObject({
      status: 'called',
      name: 'Late',
      variables: { city: 'Oslo' },
    });
  }, 120_000);

  test('is shown as what it is, until it is lifted', async () => {
    await context.apply([event(1, { name: 'Bot', tags: ['t'] })]);
    await cli.crm([
      'set',
      'c',
      'status=called',
      'name=Ann',
      'tags=,',
      'seat=7',
      'variables.city=Riga',
    ]);
    const { stdout } = await cli.crm(['contact', 'c']);
    for (const line of [
      /^Ann$/m,
      /^ {2}name +Ann {2}\(corrected\)$/m,
      /^ {2}status +called {2}\(corrected\)$/m,
      /^ {2}tags +\(none\) {2}\(corrected\)$/m,
      /^ {2}fields +seat = 7 {2}\(corrected\)$/m,
      /^ {2}variables +city = Riga {2}\(corrected\)$/m,
    ])
      expect(stdout).toMatch(line);
    expect(await cli.ask(['contact', 'c'])).toMatchObject({
      contact: { corrected: ['fields.seat', 'name', 'status', 'tags', 'variables.city'] },
    });
    await cli.crm(['set', 'c', 'status=', 'name=', 'tags=', 'seat=', 'variables.city=']);
    expect((await cli.crm(['contact', 'c'])).stdout).not.toContain('corrected');
    expect(await cli.ask(['contact', 'c'])).toMatchObject({ contact: { corrected: [] } });
  });

  test('of what would be too large is refused, and changes nothing', async () => {
    await context.apply([event(1)]);
    const before = await context.rows();
    const told = await cli.crm(['set', 'c', `variables.x=${'x'.repeat(410_000)}`]);
    expect([told.status, told.stderr]).toEqual([
      1,
      expect.stringMatching(
        /^crm: refused: too large for a row: \d+ KB of at most 400 KB; shorten/,
      ),
    ]);
    expect(await context.rows()).toEqual(before);
  });

  test('tells in the timeline who did it', async () => {
    await context.apply([event(1)]);
    await cli.crm(['set', 'c', 'seat=7', '--by', 'Ann']);
    await cli.crm(['set', 'c', 'status=called', 'seat=', '--by', 'Ann']);
    const { stdout } = await cli.crm(['timeline', 'c']);
    expect(stdout).toContain('Ann: lifted fields.seat, set status to called');
    await cli.crm(['set', 'c', 'status=lost']);
    const { events } = await cli.ask<{ events: object[] }>(['timeline', 'c']);
    expect(events[0]).toMatchObject({
      kind: 'correction',
      by: 'operator',
      operator: userInfo().username,
      corrections: { status: 'lost' },
    });
  });

  test('takes a value without the blanks around it', async () => {
    await context.apply([event(1)]);
    await cli.crm(['set', 'c', 'status= called ', 'variables.city=\tRiga\n', '--by', ' Ann ']);
    expect(await row()).toMatchObject({ status: 'called', variables: { city: 'Riga' } });
    const { stdout } = await cli.crm(['timeline', 'c']);
    expect(stdout).toContain('Ann: set status to called, set variables.city to Riga');
  });

  test('leaves no line where there is nothing to lift, and says so', async () => {
    await context.apply([event(1)]);
    const before = await context.rows();
    const told = await cli.crm(['set', 'c', 'status=', 'seat=']);
    expect(told).toEqual({
      status: 0,
      stdout: '',
      stderr: expect.stringMatching(/^status: there is nothing to lift.*\nfields\.seat: there is/),
    });
    expect(await cli.ask(['set', 'c', 'status='])).toMatchObject({ at: null, changes: [] });
    expect(await context.rows()).toEqual(before);
    const both = await cli.crm(['set', 'c', 'name=', 'tags=,', '--by', 'Ann']);
    expect(both).toMatchObject({ status: 0, stdout: expect.stringMatching(/^tags /) });
    expect(both.stderr).toMatch(/^name: there is nothing to lift/);
    expect((await cli.crm(['timeline', 'c'])).stdout).toContain('Ann: set tags to (none)\t');
    await cli.crm(['set', 'c', 'tags=']);
    expect((await cli.crm(['set', 'c', 'tags='])).stderr).toMatch(
      /^tags: there is nothing to lift/,
    );
  });

  test.each([
    [['status'], 'write what to set as name=value'],
    [['colour=red'], "colour can't be set: there are status, name"],
    [['subscription=maybe'], 'subscription must be one of subscribed, unsubscribed, blocked'],
  ])('refuses %j with what would be right', async (words, line) => {
    await context.apply([event(1)]);
    const { status, stderr } = await cli.crm(['set', 'c', ...words]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(line)]);
    expect((await row())?.overrides).toBeUndefined();
  });

  test('does not make a contact that is not there', async () => {
    expect(await cli.crm(['set', 'nobody', 'status=x'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('there is no contact with that id'),
    });
    expect((await context.rows()).size).toBe(0);
  });
});
