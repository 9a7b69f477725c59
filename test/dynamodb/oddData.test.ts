import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AttributeValue, Row } from '../../lib/crm/row.ts';
import { LARGEST_ROW, rowSize } from '../../lib/crm/rowSize.ts';
import { RefusedError } from '../../lib/pipeline/ports.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';

let context: TestContext;
let rows = 0;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

/** Puts a row and reads it back. @throws RefusedError when the table does not take it */
const roundTrip = async (attributes: Readonly<Record<string, AttributeValue>>): Promise<Row> => {
  rows += 1;
  const row = { contact_id: `row ${rows}`, webhook_title: 'odd', ...attributes };
  await context.table.putVersioned(row, undefined);
  const { contact_id, webhook_title } = row;
  const [stored] = await context.table.read([{ contact_id, webhook_title }]);
  return stored ?? { contact_id, webhook_title: 'not stored' };
};

describe('the table keeps as it is', () => {
  const values: Record<string, AttributeValue> = {
    'an empty text': '',
    'an empty list': [],
    'an empty map': {},
    'a list of all sorts': ['', null, true, 0, [], {}, [[null]]],
    null: null,
    'characters that SQS refuses, which a variable may have all the same': 'a\u0000b\ufffe\uffff',
    'text that looks like an expression': '#a = :b AND begins_with(c, "d")',
    'a million letters in 100 KB': '😀'.repeat(25_600),
    'the smallest number': 1e-130,
    'the smallest number below zero': -1e-130,
    'a fraction that binary cannot hold': 0.1 + 0.2,
    'the largest safe number': Number.MAX_SAFE_INTEGER,
    'the smallest safe number': Number.MIN_SAFE_INTEGER,
    'thirty-eight digits, which are text': '9'.repeat(38),
    'a number out of range, which is text': '1e400',
    'no bytes': new Uint8Array(),
    'bytes of any kind': Uint8Array.from({ length: 256 }, (_, byte) => byte),
  };
  test.each(Object.keys(values))('%s', async name => {
    const value = values[name] ?? null;
    expect(await roundTrip({ value, within: [value], below: { value } })).toMatchObject({
      value,
      within: [value],
      below: { value },
    });
  });

  const names = [
    'constructor',
    'prototype',
    'toString',
    '@__proto__',
    '@',
    ' ',
    'a.b',
    'a[0]',
    '#a',
  ];
  test.each([...names, ':b', 'имя', '😀', 'n'.repeat(2000), 'name', 'status', 'size'])(
    'a variable whose name is %p',
    async name => {
      expect(
        Object.entries((await roundTrip({ variables: { [name]: 1 } })).variables ?? {}),
      ).toEqual([[name, 1]]);
    },
  );
});

describe('the table takes a row', () => {
  const filled = (bytes: number): Record<string, AttributeValue> => {
    const row = { contact_id: `row ${rows + 1}`, webhook_title: 'odd', rev: 1, text: '' };
    return { rev: 1, text: 'x'.repeat(bytes - rowSize(row)) };
  };

  test('of exactly 400 KB, as rowSize counts them, and not a byte more', async () => {
    const stored = await roundTrip(filled(LARGEST_ROW));
    expect(rowSize(stored)).toBe(LARGEST_ROW);
    await expect(roundTrip(filled(LARGEST_ROW + 1))).rejects.toThrow(RefusedError);
  });

  const partition = (contact_id: string) => ({ contact_id });
  const sort = (webhook_title: string) => ({ webhook_title });
  test.each([
    ['a partition key of 2,048 bytes', partition('x'.repeat(2048)), partition('x'.repeat(2049))],
    ['a sort key of 1,024 bytes', sort('x'.repeat(1024)), sort('x'.repeat(1025))],
    ['a sort key of 256 emoji', sort('😀'.repeat(256)), sort('😀'.repeat(1025))],
    ['a partition key of one letter', partition('x'), partition('')],
    ['a sort key of one letter', sort('x'), sort('')],
  ])('with %s, and none beyond', async (_name, good, beyond) => {
    expect(await roundTrip(good)).toMatchObject(good);
    await expect(roundTrip(beyond)).rejects.toThrow(RefusedError);
  });

  test('only with numbers from 1e-130 on', async () => {
    await expect(roundTrip({ value: 1e-131 })).rejects.toThrow(RefusedError);
    await expect(roundTrip({ value: Number.MIN_VALUE })).rejects.toThrow(RefusedError);
  });

  test.each(['lookup', 'since'])(
    'only with text for its %s, which the index has for key',
    async name => {
      const indexed = { lookup: 'tag#a', since: '2026-01-01' };
      expect(await roundTrip(indexed)).toMatchObject(indexed);
      await expect(roundTrip({ ...indexed, [name]: 1 })).rejects.toThrow(RefusedError);
    },
  );
});
