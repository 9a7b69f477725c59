import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';

const ESCAPE = '\u001b';
const config = defineCrm({ fields: { department: 'dept' } });

let context: TestContext;
let cli: Cli;

beforeAll(async () => {
  context = await createTestContext(config);
  cli = await createCli(context, config);
  const event = (n: number, contact: object, title = 'Flow') => ({
    service: 'telegram',
    title,
    bot: { id: 'bot-1', name: 'Demo bot' },
    contact: { id: `contact-${n}`, ...contact },
    date: 1_700_000_000 + n,
  });
  await context.apply([
    event(1, {
      name: 'Anna',
      email: 'anna@example.invalid',
      tags: ['vip'],
      variables: { dept: 'Sales' },
    }),
    event(2, { name: `Eve ${ESCAPE}[31m\nred\t\u202eright`, tags: ['vip'] }),
    ...Array.from({ length: 60 }, (_, n) => event(n + 3, { name: `Person ${n}`, tags: ['many'] })),
  ]);
  await context.apply([event(70, { id: 'contact-1', tags: ['vip'] }, 'unsubscribe')]);
});
afterAll(async () => {
  await cli.remove();
  await context.stop();
});

const COMMANDS = [
  ['contacts', '--tag', 'vip'],
  ['contact', 'contact-2'],
  ['timeline', 'contact-2'],
  ['timeline', 'contact-2', '--raw'],
  ['titles'],
  ['tags', '--exact'],
  ['bots'],
  ['duplicates'],
  ['export'],
  ['--help'],
  ['contacts', '--help'],
];

describe('a pipe', () => {
  test.each(COMMANDS.map(words => [words]))(
    'crm %j prints no colours and draws no progress',
    async words => {
      const { status, stdout, stderr } = await cli.crm(words, {
        environment: { FORCE_COLOR: '1' },
      });
      expect(status).toBe(0);
      expect(stdout + stderr).not.toContain(ESCAPE);
      expect(stderr).not.toContain('\r');
    },
  );

  test('a list is lines of tabs with a first line of titles, in full', async () => {
    const { stdout, stderr } = await cli.crm(['contacts', '--tag', 'vip']);
    const [head = '', ...lines] = stdout.trimEnd().split('\n');
    expect(head.split('\t')).toEqual([
      'contact',
      'name',
      'phone',
      'e-mail',
      'status',
      'last active',
      'tags',
      'subscription',
      'bot',
    ]);
    expect(lines).toHaveLength(2);
    expect(lines.map(line => line.split('\t').length)).toEqual([9, 9]);
    const anna = lines.find(line => line.startsWith('contact-1\t'))?.split('\t');
    expect(anna).toEqual([
      'contact-1',
      'Anna',
      '',
      'anna@example.invalid',
      '',
      '2023-11-14 22:14',
      'vip',
      'unsubscribed',
      'Demo bot',
    ]);
    expect(stderr).toBe('2 contacts\n');
  });
});

describe('a terminal', () => {
  test('a list has columns that fit, its ids are never cut, and what people typed can do nothing to it', async () => {
    const { stdout } = await cli.crm(['contacts', '--tag', 'vip'], { columns: 60 });
    const plain = stdout.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '');
    expect(stdout).not.toBe(plain);
    expect(plain).not.toContain(ESCAPE);
    expect(plain).not.toContain('\u202e');
    for (const line of plain.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    expect(plain.split('\n')).toHaveLength(4);
    expect(plain).toContain('contact-1');
  });

  test('ids of 36 characters are whole beside names and phones, and longer ones leave them room', async () => {
    const uuid = '467bf50f-9cb0-4b65-b722-0135ad5fb9e0';
    const contact = { name: 'Zoe', phone: '+12025550101', tags: ['long'] };
    const event = { service: 'telegram', title: 'Flow', bot: { id: 'bot-1' }, date: 1_700_000_100 };
    await context.apply([
      { ...event, contact: { id: uuid, ...contact } },
      { ...event, contact: { id: 'x'.repeat(300), ...contact } },
    ]);
    const listed = ['contacts', '--tag', 'long'];
    for (const columns of [80, 120]) {
      const { stdout } = await cli.crm(listed, { columns, environment: { NO_COLOR: '1' } });
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
      expect(stdout).toMatch(new RegExp(`^${uuid} +Zoe +\\+12025550101`, 'm'));
      expect(stdout).toMatch(/^x{35,}… +Zoe +\+12025550101/m);
    }
    const pipe = await cli.crm(listed);
    expect(pipe.stdout).toMatch(/^x{300}\t/m);
  });

  test('NO_COLOR is honoured', async () => {
    const options = { columns: 100, environment: { NO_COLOR: '1' } };
    expect((await cli.crm(['contacts'], options)).stdout).not.toContain(ESCAPE);
  });

  test('a contact shows who it is, line by line, and the webhooks that came', async () => {
    const { stdout } = await cli.crm(['contact', 'contact-1'], {
      columns: 100,
      environment: { NO_COLOR: '1' },
    });
    expect(stdout).toMatch(/^Anna\n {2}contact +contact-1\n/);
    expect(stdout).toMatch(/\n {2}e-mail +anna@example\.invalid\n/);
    expect(stdout).toMatch(/\n {2}subscription +unsubscribed since 2023-11-14 22:14:30\n/);
    expect(stdout).toMatch(/\n {2}fields +department = Sales\n/);
    expect(stdout).toMatch(/\nWebhooks that came\n/);
    expect(stdout).toMatch(/\n2023-11-14 22:14:30 +unsubscribe/);
  });
});

describe('limits', () => {
  test('fifty are listed unless told otherwise, and it is said that there are more', async () => {
    const { stdout, stderr } = await cli.crm(['contacts', '--tag', 'many']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(51);
    expect(stderr).toBe('50 contacts, and there are more: --limit all lists them\n');
    const answer = await cli.ask<{ more: boolean }>(['contacts', '--tag', 'many']);
    expect(answer.more).toBe(true);
  });

  test('exactly as many as there are is not said to be more', async () => {
    const answer = await cli.ask<{ more: boolean; contacts: unknown[] }>([
      'contacts',
      '--tag',
      'many',
      '--limit',
      '60',
    ]);
    expect(answer).toMatchObject({ more: false });
    expect(answer.contacts).toHaveLength(60);
  });

  test('who finds nobody is told which name never was', async () => {
    expect((await cli.crm(['contacts', '--tag', 'vpi'])).stderr).toMatch(
      /nobody ever had that tag/,
    );
    expect((await cli.crm(['contacts', '--webhook', 'x'])).stderr).toMatch(
      /no webhook of that title/,
    );
    expect((await cli.crm(['contacts', '--bot', 'x'])).stderr).toMatch(/no bot of that id/);
    expect((await cli.crm(['contacts', '--var', 'x=1'])).stderr).toMatch(
      /no contact ever had a variable/,
    );
    expect((await cli.crm(['contacts', '--status', 'x'])).stderr).toBe('no contacts\n');
  });
});

describe('--explain', () => {
  test('tells beside the answer what was read, and what it cost', async () => {
    const { stderr } = await cli.crm(['contacts', '--tag', 'vip', '--explain']);
    expect(stderr).toMatch(/0\.5 units +2 rows +1 call {2}index byLookup, tag#vip\n/);
    expect(stderr).toMatch(/1 units +2 rows +1 call {2}rows by their keys/);
    expect(stderr).toMatch(/1\.5 read units in 2 calls\n$/);
  });
});

test('a command that wants a word more shows its words, and ends with status 2', async () => {
  const { status, stdout, stderr } = await cli.crm(['token']);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/\n {2}rotate .*\n/);
  expect(stderr).not.toContain('outputHelp');
});

test('a word alone shows the help, with every command', async () => {
  const { status, stdout } = await cli.crm([]);
  expect(status).toBe(0);
  for (const command of [
    'contacts',
    'contact',
    'timeline',
    'titles',
    'tags',
    'bots',
    'export',
    'duplicates',
    'map',
  ]) {
    expect(stdout).toMatch(new RegExp(`\\n  ${command} `));
  }
  for (const [command] of [['contacts'], ['export'], ['timeline'], ['map']] as const) {
    expect((await cli.crm([command, '--help'])).stdout).toMatch(/\nExamples:\n {2}crm /);
  }
});
