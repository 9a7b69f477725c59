import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';
import { readCsv } from './support/readCsv.ts';
import { readXlsx } from './support/readXlsx.ts';
import { stopAfterReads } from './support/stopAfterReads.ts';

const CONTACTS = 430;
const config = defineCrm({
  fields: { mobile: { from: 'mobil', type: 'phone' }, seat: 'seat' },
  rules: [{ when: { title: 'Reserved. *' }, set: { reservation: { from: 'title' } } }],
});

let context: TestContext;
let cli: Cli;

beforeAll(async () => {
  context = await createTestContext(config);
  cli = await createCli(context, config);
  const event = (n: number, contact: object, title = 'Flow') => ({
    service: 'telegram',
    title,
    bot: { id: `bot-${n % 3}`, name: 'Demo' },
    contact: { id: `c${n}`, ...contact },
    date: 1_700_000_000 + n,
  });
  await context.apply(
    Array.from({ length: CONTACTS }, (_, n) =>
      event(n, { name: `Person ${n}`, tags: [`t${n % 2}`] }),
    ),
  );
  await context.apply([
    event(
      9001,
      {
        id: 'odd',
        name: '=HYPERLINK("http://example.invalid","x")',
        phone: '+371 20 000 001',
        tags: ['@all', 'b, "c"'],
        variables: {
          mobil: '+371-20000002',
          seat: '-5+3',
          note: '+37120000003',
          'line\nbreak': 'a\r\nb',
          number: -12.5,
          yes: true,
          Жанр: '🎁 <&> _x0041_ \u0007',
        },
      },
      'Reserved. =1',
    ),
  ]);
});
afterAll(async () => {
  await cli.remove();
  await context.stop();
});

const path = (name: string): string => join(cli.folder, name);
const read = (name: string): Promise<string> => readFile(path(name), 'utf8');
const idsOf = (lines: readonly string[]): readonly string[] =>
  lines.map(line => JSON.parse(line).contact_id);

/** Everybody, each once. */
const everybody = new Set([...Array.from({ length: CONTACTS }, (_, n) => `c${n}`), 'odd']);

describe('csv', () => {
  test('has everybody once, a column for each variable and field, and nothing that a spreadsheet would run', async () => {
    const { status, stdout, stderr } = await cli.crm(['export', '-o', 'all.csv']);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: '',
      stderr: `${CONTACTS + 1} contacts\n`,
    });
    const text = await read('all.csv');
    expect(text.startsWith('\ufeffcontact_id,')).toBe(true);
    const [head = [], ...rows] = readCsv(text.slice(1));
    expect(rows.every(row => row.length === head.length)).toBe(true);
    expect(rows).toHaveLength(everybody.size);
    expect(new Set(rows.map(([id]) => id))).toEqual(everybody);
    const odd = Object.fromEntries(
      head.map((title, index) => [title, rows.find(([id]) => id === 'odd')?.[index]]),
    );
    expect(odd).toMatchObject({
      name: `'=HYPERLINK("http://example.invalid","x")`,
      phone: '+371 20 000 001',
      tags: `'@all, b, "c"`,
      'fields.mobile': '+371-20000002',
      'fields.seat': "'-5+3",
      'fields.reservation': 'Reserved. =1',
      'variables.mobil': '+371-20000002',
      'variables.seat': "'-5+3",
      'variables.note': '+37120000003',
      'variables.line\nbreak': 'a\r\nb',
      'variables.number': '-12.5',
      'variables.yes': 'true',
      'variables.Жанр': '🎁 <&> _x0041_  ',
    });
    for (const cell of rows.flat()) {
      expect(cell).not.toMatch(/^(?:[=@\t\r]|[+-](?![\d\s().\-/,]+$))/);
    }
  });

  test('goes to standard output where no file is named, filtered', async () => {
    const { stdout } = await cli.crm(['export', '--tag', 't1', '--bot', 'bot-0']);
    const rows = readCsv(stdout.slice(1)).slice(1);
    expect(rows.map(([id]) => Number(id?.slice(1))).every(n => n % 6 === 3)).toBe(true);
    expect(rows).toHaveLength(Math.ceil((CONTACTS - 3) / 6));
  });

  test('says when each webhook that was asked for last came', async () => {
    const { stdout } = await cli.crm(['export', '--webhook', 'Reserved. =1']);
    const [head = [], row = []] = readCsv(stdout.slice(1));
    expect(row[head.indexOf('webhook.Reserved. =1')]).toBe('2023-11-15T00:43:21.000Z');
  });
});

test('jsonl has a contact a line, as contacts --json shows it', async () => {
  await cli.crm(['export', '-o', 'all.jsonl', '--tag', '@all']);
  const { contacts } = await cli.ask<{ contacts: unknown[] }>(['contacts', '--tag', '@all']);
  expect(JSON.parse(await read('all.jsonl'))).toEqual(contacts[0]);
});

test('a file is for its owner alone, and nothing is left beside it', async () => {
  for (const name of ['mine.csv', 'mine.jsonl', 'mine.xlsx']) {
    await cli.crm(['export', '-o', name, '--tag', 't0']);
    expect((await stat(path(name))).mode & 0o777).toBe(0o600);
  }
  const left = (await readdir(cli.folder)).filter(name => name.startsWith('mine.'));
  expect(left.sort((a, b) => (a < b ? -1 : 1))).toEqual(['mine.csv', 'mine.jsonl', 'mine.xlsx']);
});

test('xlsx types its cells, so that text stays text: no formula is in it', async () => {
  await cli.crm(['export', '-o', 'all.xlsx']);
  const [head = [], ...rows] = await readXlsx(path('all.xlsx'));
  expect(new Set(rows.map(([id]) => id?.value))).toEqual(everybody);
  expect(rows).toHaveLength(everybody.size);
  const odd = rows.find(([id]) => id?.value === 'odd');
  const cell = (title: string) => odd?.[head.findIndex(({ value }) => value === title)];
  expect(cell('name')).toEqual({
    value: '=HYPERLINK("http://example.invalid","x")',
    type: 'inlineStr',
    style: '3',
  });
  expect(cell('phone')).toEqual({ value: '+371 20 000 001', type: 'inlineStr', style: '0' });
  expect(cell('variables.number')).toEqual({ value: '-12.5', type: '', style: '' });
  expect(cell('variables.yes')).toEqual({ value: '1', type: 'b', style: '' });
  expect(cell('variables.Жанр')?.value).toBe('🎁 <&> _x005F_x0041_  ');
  // 2023-11-15 00:43:21 as days since the end of 1899.
  expect(Number(cell('first_activity')?.value)).toBeCloseTo(45245.03010416667, 9);
});

describe.each(['csv', 'jsonl'])('an interrupted export to %s', format => {
  const file = `stopped-${format}.${format}`;
  const words = ['export', '-o', file, '--since', '9999d'];

  /** Stops as a person does, once some pages are written. */
  const interrupted = async (): Promise<void> => {
    const told = await cli.crm(words, { stop: stopAfterReads(7) });
    expect(told.status).toBe(130);
    expect(told.stderr).toMatch(
      /^\d+ contacts are in the file: the same line goes on from there\n$/,
    );
  };

  const whole = async (): Promise<readonly string[]> => {
    const text = await read(file);
    return format === 'csv'
      ? readCsv(text.slice(1))
          .slice(1)
          .map(([id = '']) => id)
      : idsOf(text.trimEnd().split('\n'));
  };

  test('goes on where it ended, and has everybody once', async () => {
    await interrupted();
    const before = await whole();
    expect(before.length).toBeLessThan(everybody.size);
    // Half a line that never was whole, as a process that was killed leaves it.
    await writeFile(path(file), `${await read(file)}"half a li`);
    const told = await cli.crm(words, { now: Date.parse('2026-11-26T12:00:00Z') });
    expect(told).toMatchObject({
      status: 0,
      stderr: `${everybody.size} contacts, ${before.length} contacts of them by an earlier run\n`,
    });
    const after = await whole();
    expect(after).toHaveLength(everybody.size);
    expect(new Set(after)).toEqual(everybody);
    expect(await readdir(cli.folder)).not.toContain(`${file}.resume.json`);
  });

  test('does not go on with another question, unless told to start again', async () => {
    await interrupted();
    const other = await cli.crm(['export', '-o', file, '--tag', 't0']);
    expect(other.status).toBe(1);
    expect(other.stderr).toMatch(
      /^crm: that file is an export of something else[^\n]+--restart[^\n]+\n$/,
    );
    const again = await cli.crm(['export', '-o', file, '--tag', 't0', '--restart']);
    expect(again).toMatchObject({ status: 0, stderr: `${CONTACTS / 2} contacts\n` });
    expect(await whole()).toHaveLength(CONTACTS / 2);
  });

  test('starts again where its file is gone', async () => {
    await interrupted();
    await writeFile(path(file), '');
    expect((await cli.crm(words)).status).toBe(0);
    expect(new Set(await whole())).toEqual(everybody);
  });
});

test('an interrupted export to xlsx leaves nothing', async () => {
  const told = await cli.crm(['export', '-o', 'stopped.xlsx'], { stop: stopAfterReads(7) });
  expect(told.status).toBe(130);
  expect((await readdir(cli.folder)).filter(name => name.startsWith('stopped.xlsx'))).toEqual([]);
});

test('on a terminal the count and the rate are drawn on stderr, and wiped away', async () => {
  const { stderr } = await cli.crm(['export', '-o', 'drawn.csv'], { columns: 80 });
  expect(stderr).toContain('\u001b[K');
  expect(stderr.split('\u001b[K').at(-1)).toContain(`${CONTACTS + 1} contacts`);
});

test('a variable that came up too late for a column is told of', async () => {
  const late = { ...context.table };
  await context.apply(
    [
      {
        service: 'viber',
        title: 'F',
        bot: { id: 'bot-1' },
        contact: { id: 'late', variables: { unheard: 1 } },
        date: 1_700_000_000,
      },
    ],
    { catalog: { writes: () => [] }, table: late },
  );
  const { stderr } = await cli.crm(['export', '--webhook', 'F']);
  expect(stderr).toMatch(/^1 contact\n1 contact had a variable or field that has no column/);
});
