import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';

const config = defineCrm({
  index: ['city'],
  fields: { town: 'city' },
  rules: [
    {
      when: { title: 'Reserved. *' },
      status: 'reserved',
      set: { seat: { from: 'variables.seat' } },
    },
    { when: { title: 'Reserved. VIP *', service: 'telegram' }, set: { level: 3 } },
    { when: { kind: 'outgoing_message' }, ignore: true },
  ],
});

const reserved = {
  service: 'telegram',
  title: 'Reserved. VIP #1',
  bot: { id: 'b', name: 'Demo' },
  contact: {
    id: 'c',
    email: 'C@example.invalid',
    tags: ['t'],
    variables: { city: 'Riga', seat: 'A1' },
  },
  date: 1_700_000_000,
};
const cancelled = {
  ...reserved,
  title: 'Later',
  date: 1_700_000_001,
  contact: { id: 'c', tags: [] },
};
const echo = {
  ...reserved,
  title: 'outgoing_message',
  info: { message: { id: '1', channel_data: { message: { text: 'hi' } } } },
};

interface Mapped {
  readonly events: readonly Record<string, unknown>[];
  readonly rows: readonly {
    readonly bytes: number;
    readonly units: number;
    readonly row: Record<string, unknown>;
  }[];
}

/** Nothing runs here: the command needs no stack. */
let cli: Cli;
let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(config);
  cli = await createCli(undefined, config);
});
afterAll(async () => {
  await cli.remove();
  await context.stop();
});

const map = async (body: unknown): Promise<Mapped> => {
  await writeFile(join(cli.folder, 'payload.json'), JSON.stringify(body));
  return cli.ask(['map', '--file', 'payload.json']);
};

describe('crm map, offline', () => {
  test('tells the event as it is understood, and which rules match', async () => {
    const { events } = await map([reserved]);
    expect(events).toMatchObject([
      {
        index: 0,
        event: {
          title: 'Reserved. VIP #1',
          kind: 'flow',
          at: '2023-11-14T22:13:20.000Z',
          contact: { id: 'c', variables: { city: 'Riga', seat: 'A1' } },
        },
        ignored: false,
        rules: [
          { rule: 'rules[0]', when: { title: 'Reserved. *' } },
          { rule: 'rules[1]', when: { title: 'Reserved. VIP *', service: 'telegram' } },
        ],
        status: 'reserved',
        set: { seat: 'A1', level: 3 },
      },
    ]);
  });

  test('shows the very rows that the functions write, also where events of one contact are folded', async () => {
    const body = [reserved, cancelled];
    const { rows } = await map(body);
    const since = expect.any(String);
    await context.apply(body, { receivedAt: '2026-11-25T12:00:00.000Z' });
    const written = [...(await context.rows()).values()].map(row => ({
      ...row,
      ...(row.since !== undefined && { since }),
      ...(row.raw instanceof Uint8Array && { raw: Buffer.from(row.raw).toString('base64') }),
    }));
    const byKey = (a: object, b: object) => (keyOf(a) < keyOf(b) ? -1 : 1);
    expect(rows.map(({ row }) => row).sort(byKey)).toEqual(written.sort(byKey));
  });

  test('tells the size of each row and what it costs to write', async () => {
    const { rows } = await map([
      { ...reserved, contact: { ...reserved.contact, name: 'N'.repeat(2000) } },
    ]);
    for (const { bytes, units } of rows) expect(units).toBe(Math.ceil(bytes / 1024));
    expect(rows.find(({ row }) => row.webhook_title === '@contact')?.units).toBe(3);
  });

  test('tells what is no event, and why, and what a rule ignores', async () => {
    const { events, rows } = await map([1, { contact: {} }, echo]);
    expect(events).toMatchObject([
      { index: 0, problem: 'not an object' },
      { index: 1, problem: 'contact.id is missing or blank' },
      { index: 2, ignored: true },
    ]);
    expect(rows).toEqual([]);
  });

  test('shows a person the same in words', async () => {
    const stdin = JSON.stringify([reserved, echo, 7]);
    const { status, stdout } = await cli.crm(['map', '--file', '-'], { stdin });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Event 1 {2}Reserved\. VIP #1\n/);
    expect(stdout).toMatch(/\n {2}rules +rules\[0\] \{"title":"Reserved\. \*"\}\n/);
    expect(stdout).toMatch(/\n {2}sets +seat = A1\n {2} +level = 3\n/);
    expect(stdout).toMatch(/\n {2}ignored +a rule says so/);
    expect(stdout).toMatch(/\nEvent 3 {2}refused\n {2}dead letter +not an object\n/);
    expect(stdout).toMatch(/\n\d+\t1\tc\t@var#city=Riga\tvar#city=Riga\n/);
  });

  test('says where the JSON breaks, and what is too large for the table', async () => {
    const broken = await cli.crm(['map', '--file', '-'], { stdin: '[{"a":1},\n  {"b":}]' });
    expect(broken).toMatchObject({
      status: 1,
      stderr: 'crm: such a body is refused: the JSON breaks at line 2, column 8\n',
    });
    const large = JSON.stringify([
      { ...reserved, contact: { id: 'large', name: 'N'.repeat(500_000) } },
      { ...reserved, contact: { id: 'larger', name: 'N'.repeat(1_100_000) } },
      { ...reserved, contact: { id: 'beside' } },
    ]);
    const refused = await cli.crm(['map', '--file', '-'], { stdin: large });
    expect(refused.status).toBe(0);
    expect(refused.stdout).toMatch(
      /Event 1 {2}refused\n {2}dead letter +too large for a row: \d+ KB/,
    );
    expect(refused.stdout).toMatch(/Event 2 {2}refused\n {2}dead letter +too large: an event may/);
    expect(refused.stdout).toMatch(/\tbeside\t@contact\t/);
  });
});

const keyOf = (row: object): string => {
  const { contact_id, webhook_title } = row as Record<string, unknown>;
  return `${contact_id}|${webhook_title}`;
};
