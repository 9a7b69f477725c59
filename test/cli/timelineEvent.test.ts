import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CrmConfig, defineCrm } from '../../lib/crm/config.ts';
import { writeEventLetter } from '../../lib/pipeline/deadLetter.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import type { TimelineEvent } from '../../lib/pipeline/query/timelineEvent.ts';
import { createTestContext, RECEIVED_AT, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';

const config = defineCrm({
  fields: { mail: { from: 'mail', type: 'email' } },
  rules: [{ when: { title: 'Reserved' }, status: 'reserved' }],
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

const event = (second: number, title: string, contact: object = {}, info: unknown = null) => ({
  info,
  service: 'telegram',
  title,
  bot: { id: 'b' },
  contact: { id: 'c', ...contact },
  date: 1_700_000_000 + second,
});
/** Ids of the events, oldest first. */
const ids = async (): Promise<readonly string[]> => {
  const { events } = await cli.ask<{ events: TimelineEvent[] }>(['timeline', 'c']);
  return events.map(({ event_id }) => event_id).reverse();
};
const trace = (id = '') => cli.ask(['timeline', 'c', '--event', id]);
const told = async (id = '') => (await cli.crm(['timeline', 'c', '--event', id])).stdout;

describe('an event that was written', () => {
  test('tells when it was received, and what of the rows is still by it', async () => {
    await context.apply([
      event(1, 'Reserved', { email: 'old@example.invalid', tags: ['a'] }),
      event(2, 'Reserved', { name: 'Ann', variables: { mail: 'ann@example.invalid' } }),
      event(3, 'Paid', { tags: ['b'] }),
    ]);
    const [first, second, third] = await ids();
    expect(await trace(first)).toEqual({
      state: 'written',
      at: '2023-11-14T22:13:21.000Z',
      received_at: RECEIVED_AT,
      row: `@event#2023-11-14T22:13:21.000Z#${first}`,
      webhook: null,
      registers: ['email'],
      lookups: ['@email#old@example.invalid'],
    });
    expect(await trace(second)).toMatchObject({
      webhook: 'Reserved',
      registers: ['name', 'status', 'variables.mail'],
      lookups: ['@status#reserved', '@email#ann@example.invalid'],
    });
    expect(await trace(third)).toMatchObject({
      webhook: 'Paid',
      registers: ['tags', 'bot'],
      lookups: ['@tag#b'],
    });
    expect(await told(second)).toBe(
      [
        'happened  2023-11-14 22:13:22 UTC',
        'received  2026-03-01 12:00:00 UTC',
        'what      Reserved',
        `row       @event#2023-11-14T22:13:22.000Z#${second}`,
        'webhook   Reserved',
        'contact   still set by it: name, status, variables.mail',
        'found by  @status#reserved, @email#ann@example.invalid',
        '',
      ].join('\n'),
    );
    expect(await told(first)).toContain('webhook   a newer event of this title is shown\n');
  });

  test('is found by the id of its message, too', async () => {
    const info = { message: { id: 'message-1', channel_data: { message: { text: 'hi' } } } };
    await context.apply([event(1, 'incoming_message', {}, info)]);
    const [id] = await ids();
    expect(await trace('message-1')).toEqual(await trace(id));
    expect(await told('message-1')).toContain('what      hi\n');
  });

  test('has still what it set where its line of the timeline has expired', async () => {
    await context.apply([event(1, 'Paid', { name: 'Ann' }), event(2, 'Reserved')]);
    const [first, second] = await ids();
    for (const row of (await context.rows('c')).values())
      if (row.webhook_title.startsWith('@event#')) await context.table.deleteEvent(row);
    expect(await trace(first)).toMatchObject({
      row: null,
      received_at: null,
      webhook: 'Paid',
      registers: ['name'],
    });
    expect(await told(second)).toContain(
      'row       none: its line of the timeline has expired, or none is kept\n',
    );
  });

  test('may be a correction', async () => {
    await context.apply([event(1, 'Paid')]);
    await cli.crm(['set', 'c', 'status=called', '--by', 'Ann']);
    const [, correction] = await ids();
    const text = await told(correction);
    expect(text).toContain('what      Ann: set status to called\n');
    expect(text).toContain('contact   still set by it: override.status\n');
    expect(text).not.toContain('webhook');
  });
});

describe('an event that was not', () => {
  const applyNowhere = async (under: CrmConfig = config): Promise<readonly string[]> => {
    await context.apply([event(1, 'Reserved', { name: 'Ann' })], { config: under });
    const known = await ids();
    await context.clear();
    return known;
  };

  test.each([
    [
      'receive',
      'too large',
      (raw: string) =>
        writeEventLetter(
          {
            reason: 'too large',
            from: 'receive',
            failed_at: RECEIVED_AT,
            received_at: RECEIVED_AT,
          },
          raw,
        ),
    ],
    [
      'consume',
      'retries exhausted',
      (raw: string) => encodeEventMessage({ received_at: RECEIVED_AT, raw }),
    ],
  ])('is in the dead letters: from %s, %s', async (from, reason, letterOf) => {
    const [id] = await applyNowhere();
    await context.take('deadLetters');
    const raw = JSON.stringify(event(1, 'Reserved', { name: 'Ann' }));
    await context.deadLetters.send([letterOf(raw)], Date.now() + 5000);
    expect(await trace(id)).toEqual({
      state: 'dead letter',
      received_at: RECEIVED_AT,
      failed_at: expect.any(String),
      from,
      reason,
      letter: expect.any(String),
    });
    expect(await told(id)).toMatch(new RegExp(`^reason +${reason}$`, 'm'));
  });

  test('is nowhere, and it is said what may have become of it', async () => {
    await context.apply([event(1, 'Paid')]);
    expect(await cli.crm(['timeline', 'c', '--event', 'x'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('it may be on its way, have expired, or a rule ignores it'),
    });
  });

  test('went with its contact', async () => {
    await context.apply([event(1, 'Paid')]);
    const [id = ''] = await ids();
    const { eraseContact } = await import('../../lib/pipeline/eraseContact.ts');
    const now = () => Date.parse('2026-11-24T10:00:00Z');
    await eraseContact('c', { table: context.table, config, now, pause: async () => {} });
    expect(await cli.crm(['timeline', 'c', '--event', id])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('that contact was erased on 2026-11-24 10:00:00 UTC'),
    });
  });
});
