import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import type { Difference } from '../../lib/crm/rowDifferences.ts';
import { eraseContact } from '../../lib/pipeline/eraseContact.ts';
import { createTestContext, noPause, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';

const before = defineCrm({
  fields: { room: { from: 'room', type: 'text' } },
  rules: [{ when: { title: 'Paid' }, status: 'paid' }],
});
/** A new rule, a new field, a new index, a rule removed, a type changed. */
const after = defineCrm({
  fields: { room: { from: 'room', type: 'number' }, contact_mail: { from: 'mail', type: 'email' } },
  rules: [{ when: { title: 'Reserved. *' }, status: 'reserved' }],
  index: ['city'],
});

let context: TestContext;
let cli: Cli;
beforeAll(async () => {
  context = await createTestContext(before);
  cli = await createCli(context, after);
});
afterAll(async () => {
  await cli.remove();
  await context.stop();
});
beforeEach(() => context.clear());

const event = (id: string, second: number, title: string) => ({
  service: 'telegram',
  title,
  bot: { id: 'b' },
  contact: { id, variables: { room: '7', mail: `${id}@example.invalid`, city: 'Riga' } },
  date: 1_700_000_000 + second,
});

const found = async (...filter: string[]): Promise<string[]> => {
  const { contacts } = await cli.ask<{ contacts: { contact_id: string }[] }>([
    'contacts',
    ...filter,
  ]);
  return contacts.map(({ contact_id }) => contact_id).sort();
};

describe('crm rebuild', () => {
  test('tells of events that it cannot read, and keeps what they said', async () => {
    await context.apply([event('p', 1, 'Paid')]);
    for (const row of (await context.rows('p')).values()) {
      if (!row.webhook_title.startsWith('@event#')) continue;
      await context.table.deleteEvent(row);
      await context.table.putEvent({ ...row, raw: new Uint8Array([1, 2, 3]) });
    }
    for (const which of ['p', '--all']) {
      expect(await cli.crm(['rebuild', which, '--dry-run'])).toMatchObject({
        status: 0,
        stderr: expect.stringContaining(
          "1 event can't be read any more: what the rows hold of them stays.",
        ),
      });
    }
    await cli.crm(['rebuild', '--all', '--yes']);
    expect(await found('--status', 'paid')).toEqual(['p']);
  });

  test('of a contact whose events a rule ignores leaves a timeline and no contact', async () => {
    await context.apply([event('p', 1, 'Paid')]);
    const config = defineCrm({ rules: [{ when: { title: 'Paid' }, ignore: true }] });
    await cli.crm(['rebuild', 'p', '--yes'], { config });
    const { status, stderr } = await cli.crm(['contact', 'p'], { config });
    expect([status, stderr]).toEqual([1, expect.stringContaining('no contact with that id')]);
    expect(await cli.ask(['timeline', 'p'])).toMatchObject({ events: [{ title: 'Paid' }] });
    expect(await cli.crm(['rebuild', 'p', '--yes'])).toMatchObject({ status: 0 });
    expect(await found()).toEqual(['p']);
  });

  test('tells the difference that a changed configuration makes, makes it so, and then finds none', async () => {
    await context.apply([
      event('p', 1, 'Paid'),
      event('r', 1, 'Reserved. Room 7'),
      event('@a', 1, 'hello'),
    ]);
    const dry = await cli.ask<{ changed: number; differences: { differences: Difference[] }[] }>([
      'rebuild',
      '--all',
      '--dry-run',
    ]);
    expect(dry).toMatchObject({ dry_run: true, contacts: 3, changed: 3 });
    const paid = await cli.crm(['rebuild', 'p', '--dry-run']);
    expect(paid.stdout.split('\n')).toEqual(
      expect.arrayContaining([
        'p',
        '  @contact  status: paid → (none)',
        '  @contact  fields.room: "7" → 7',
        '  @contact  fields.contact_mail: (none) → p@example.invalid',
        '  + @email#p@example.invalid',
        '  + @var#city=Riga',
        '  - @status#paid',
      ]),
    );
    expect(await found('--status', 'reserved')).toEqual([]);
    expect(await cli.crm(['rebuild', '--all'])).toMatchObject({
      status: 0,
      stderr: '3 contacts read, 3 were changed\n',
    });
    expect(await found('--status', 'reserved')).toEqual(['r']);
    expect(await found('--status', 'paid')).toEqual([]);
    expect(await found('--var', 'city=Riga')).toEqual(['@a', 'p', 'r']);
    expect(await found('--email', 'P@example.invalid')).toEqual(['p']);
    expect((await cli.crm(['rebuild', '--all'])).stderr).toBe('3 contacts read, 0 were changed\n');
  });

  test('shows a person on a terminal what will change, and asks first', async () => {
    await context.apply([event('p', 1, 'Paid'), event('r', 1, 'Reserved. Room 7')]);
    const terminal = { columns: 100, environment: { NO_COLOR: '1' } };
    const before = await context.rows();
    const refused = await cli.crm(['rebuild', '--all'], { ...terminal, stdin: 'n\n' });
    expect(refused.stderr).toContain('Change 2 contacts? [y/N] ');
    expect(refused.stdout).toMatch(/\n *2 {2}fields\.room +"7" → 7\n/);
    expect(refused.stdout).toMatch(/\n *1 {2}- lookup by status +@status#paid\n/);
    expect(await context.rows()).toEqual(before);
    const one = await cli.crm(['rebuild', 'p'], { ...terminal, stdin: 'y\n' });
    expect(one.stdout).toContain('@contact  status: paid → (none)');
    expect(one.stderr).toContain('1 contact read, 1 was changed');
    const rest = await cli.crm(['rebuild', '--all', '--yes'], terminal);
    expect(rest.stderr).toContain('2 contacts read, 1 was changed');
    const none = await cli.crm(['rebuild', '--all'], terminal);
    expect([none.status, none.stderr]).toEqual([0, expect.not.stringContaining('[y/N]')]);
  });

  test('shows twenty one by one, and counts all', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `c${index}`);
    await context.apply(ids.map(id => event(id, 1, 'Reserved. A')));
    const { stdout, stderr } = await cli.crm(['rebuild', '--all', '--dry-run']);
    expect(stdout.match(/^c\d+$/gm)).toHaveLength(20);
    expect(stderr).toContain('… and 10 contacts more: --json has all.');
    expect(stdout).toContain('30\tstatus\t(none) → reserved\n');
    expect(
      (await cli.ask<{ differences: [] }>(['rebuild', '--all', '--dry-run'])).differences,
    ).toHaveLength(30);
  });

  test('leaves a contact as it is whose rows would be too large, and does the others', async () => {
    const big = { variables: { mail: 'x'.repeat(250_000) } };
    const { contact, ...rest } = event('big', 1, 'Reserved. A');
    await context.apply([event('a', 1, 'Reserved. A'), event('z', 1, 'Reserved. A')]);
    await context.apply([{ ...rest, contact: { ...contact, ...big } }]);
    const told = await cli.crm(['rebuild', '--all']);
    expect([told.status, told.stderr]).toEqual([
      1,
      expect.stringContaining('refuses the rows of 1 contact, which stays as it is'),
    ]);
    expect(told.stderr).toMatch(/stays as it is: big \(the table refuses the row\)\n$/);
    expect(await found('--status', 'reserved')).toEqual(['a', 'z']);
    expect((await cli.crm(['rebuild', '--all'])).stderr).toContain(
      '3 contacts read, 0 were changed',
    );
  });

  test('interrupted, goes on where it was, and finishes', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `c${index}`);
    for (let start = 0; start < 40; start += 10) {
      await context.apply(ids.slice(start, start + 10).map(id => event(id, 1, 'Reserved. A')));
    }
    const stop = new AbortController();
    const first = cli.crm(['rebuild', '--all'], { stop: stop.signal });
    // After some contacts were written.
    while (![...(await context.rows()).values()].some(row => row.status === 'reserved')) {
      await new Promise(resolve => setImmediate(resolve));
    }
    stop.abort();
    expect((await first).status).toBe(130);
    const [name = ''] = (await readdir(join(cli.folder, '.crm'))).filter(file =>
      file.startsWith('rebuild-'),
    );
    const left = JSON.parse(await readFile(join(cli.folder, '.crm', name), 'utf8'));
    const { changed } = await cli.ask<{ changed: number }>(['rebuild', '--all', '--dry-run']);
    // What the run that was stopped had changed beyond its state is not changed, nor counted, again.
    const second = await cli.crm(['rebuild', '--all']);
    expect(second.status).toBe(0);
    expect(second.stderr).toContain(`40 contacts read, ${left.changed + changed} were changed`);
    expect(await found('--status', 'reserved', '--limit', 'all')).toHaveLength(40);
  });

  test('wants ids or --all, and contacts that are there', async () => {
    expect((await cli.crm(['rebuild'])).status).toBe(2);
    expect((await cli.crm(['rebuild', 'p', '--all'])).status).toBe(2);
    expect(await cli.crm(['rebuild', 'nobody'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('there is no contact with that id'),
    });
    await context.apply([event('p', 1, 'Paid')]);
    const rows = await context.rows();
    expect(await cli.crm(['rebuild', 'p', 'nobody'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('there is no contact with the second id'),
    });
    expect(await context.rows()).toEqual(rows);
  });

  test('says of an erased contact that it was erased, and changes nothing', async () => {
    await context.apply([event('p', 1, 'Paid')]);
    const now = () => Date.parse('2026-11-25T12:00:00Z');
    await eraseContact('p', { table: context.table, config: after, now, pause: noPause });
    const rows = await context.rows();
    for (const words of [['p'], ['p', '--dry-run'], ['p', '--json']]) {
      expect(await cli.crm(['rebuild', ...words])).toEqual({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(/^crm: that contact was erased on 2026-11-25 12:00:00 UTC/),
      });
    }
    expect(await context.rows()).toEqual(rows);
  });

  test('of all, twice at the same time, makes it so and leaves no state behind', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `c${index}`);
    for (let start = 0; start < 30; start += 10)
      await context.apply(ids.slice(start, start + 10).map(id => event(id, 1, 'Reserved. A')));
    const runs = await Promise.all([1, 2, 3].map(() => cli.crm(['rebuild', '--all'])));
    expect(runs.map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(await found('--status', 'reserved', '--limit', 'all')).toHaveLength(30);
    expect(await readdir(join(cli.folder, '.crm'))).toEqual(['local.json']);
  });
});

describe('crm timeline --event', () => {
  test('tells what an event wrote and is still so', async () => {
    await context.apply([
      event('p', 1, 'Paid'),
      event('p', 2, 'Paid'),
      event('p', 3, 'Reserved. A'),
    ]);
    const { events } = await cli.ask<{ events: { event_id: string; title: string }[] }>([
      'timeline',
      'p',
    ]);
    const trace = (index: number) =>
      cli.ask(['timeline', 'p', '--event', events[index]?.event_id ?? '']);
    expect(await trace(2)).toMatchObject({ state: 'written', webhook: null, registers: [] });
    expect(await trace(1)).toMatchObject({ webhook: 'Paid', registers: ['status'] });
    expect(await trace(0)).toMatchObject({
      webhook: 'Reserved. A',
      registers: expect.arrayContaining(['variables.room', 'bot']),
    });
  });

  test('tells why it is a dead letter', async () => {
    await context.apply([event('p', 1, 'Paid')]);
    const { events } = await cli.ask<{ events: { event_id: string }[] }>(['timeline', 'p']);
    await context.clear();
    const raw = JSON.stringify(event('p', 1, 'Paid'));
    await context.deadLetters.send(
      [
        `{"reason":"too large","from":"consume","failed_at":"2026-03-01T12:00:00.000Z","received_at":"2026-03-01T12:00:00.000Z","event":${raw}}`,
      ],
      Date.now() + 5000,
    );
    expect(await cli.ask(['timeline', 'p', '--event', events[0]?.event_id ?? ''])).toMatchObject({
      state: 'dead letter',
      reason: 'too large',
      from: 'consume',
    });
    expect(await cli.crm(['timeline', 'p', '--event', 'none'])).toMatchObject({ status: 1 });
  });
});
