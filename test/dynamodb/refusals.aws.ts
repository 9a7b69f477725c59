import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AttributeValue } from '../../lib/crm/row.ts';
import { RefusedError } from '../../lib/pipeline/ports.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';

/*
 * What AWS refuses and dynalite takes. These run on DynamoDB Local alone (`npm run verify:dynamodb`); that no event comes
 * to this is what the keys' cutting and the variables' names see to, in test/crm and in oddEvents.test.ts, and what is refused
 * before any of its rows is put.
 */

let context: TestContext;
let rows = 0;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

const put = (attributes: Readonly<Record<string, AttributeValue>>): Promise<boolean> => {
  rows += 1;
  const row = { contact_id: `row ${rows}`, webhook_title: 'refused', ...attributes };
  return context.table.putVersioned(row, undefined);
};

const nest = (levels: number): AttributeValue => (levels === 0 ? 'x' : [nest(levels - 1)]);
const indexed = { lookup: 'tag#a', since: '2026-01-01' };

describe('AWS, but not dynalite, refuses', () => {
  const refused: Record<string, Readonly<Record<string, AttributeValue>>> = {
    'a variable without a name': { variables: { '': 1 } },
    'an attribute without a name': { '': 1 },
    'a variable whose name has more than 65,535 bytes': { variables: { ['n'.repeat(65_536)]: 1 } },
    'a value nested 32 deep': { value: nest(32) },
    'a sort key of 257 emoji, which are 1,028 bytes': { webhook_title: '😀'.repeat(257) },
    'a lookup without text': { ...indexed, lookup: '' },
    'a since without text': { ...indexed, since: '' },
    'a lookup of more than 2,048 bytes': { ...indexed, lookup: 'x'.repeat(2049) },
    'a since of more than 1,024 bytes': { ...indexed, since: 'x'.repeat(1025) },
  };
  test.each(Object.entries(refused))('%s', async (_name, attributes) => {
    await expect(put(attributes)).rejects.toThrow(RefusedError);
  });
});

describe('AWS takes, just short of that,', () => {
  const taken: Record<string, Readonly<Record<string, AttributeValue>>> = {
    'a variable whose name has 65,535 bytes': { variables: { ['n'.repeat(65_535)]: 1 } },
    'a value nested 31 deep': { value: nest(31) },
    'a lookup of 2,048 bytes': { ...indexed, lookup: 'x'.repeat(2048) },
    'a since of 1,024 bytes': { ...indexed, since: 'x'.repeat(1024) },
    'a lookup without a since, which the index leaves out': { lookup: 'tag#a' },
  };
  test.each(Object.entries(taken))('%s', async (_name, attributes) => {
    expect(await put(attributes)).toBe(true);
  });
});
