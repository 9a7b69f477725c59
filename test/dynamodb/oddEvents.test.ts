import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { contactKey, webhookKey } from '../../lib/crm/keys.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext(
    defineCrm({
      index: ['city', '__proto__'],
      fields: { budget: { from: 'n', type: 'number' } },
    }),
  );
});
afterAll(() => context.stop());

const flow = (title: string, contact: string): string =>
  `{"info":null,"service":"telegram","title":${JSON.stringify(title)},"bot":{"id":"b"},"contact":${contact},"date":1700000000}`;
const named = (id: string, more: object): string => JSON.stringify({ id, tags: [], ...more });
const text = (value: string): string => JSON.stringify(value);
const long = '😀'.repeat(5000);
const nested = '['.repeat(40) + ']'.repeat(40);

const ODD: Record<string, string> = {
  'variables named as JavaScript names its own': flow(
    'Odd',
    '{"id":"proto","variables":{"__proto__":"a","constructor":"b","prototype":"c","id":"d"}}',
  ),
  'a variable without a name': flow('Odd', '{"id":"blank","variables":{"":"a"," ":"b"}}'),
  'a variable with a name of 2,000 characters': flow(
    'Odd',
    `{"id":"long name","variables":{${text('n'.repeat(2000))}:1}}`,
  ),
  'numbers at and beyond the limits': flow(
    'Odd',
    `{"id":"numbers","variables":{"n":1e125,"a":1e126,"b":1e-130,"c":1e-131,"d":1e400,"e":-1e125,"f":${'9'.repeat(38)},"g":1e20,"h":-0}}`,
  ),
  'empty texts and lists': flow(
    'Odd',
    '{"id":"empty","name":"","email":"","tags":[],"variables":{"city":"","list":[],"map":{}}}',
  ),
  'a value nested forty deep': flow('Odd', `{"id":"deep","variables":{"v":${nested}}}`),
  'a title and a contact id of 5,000 emoji': flow(long, named(long, { tags: [long, `${long}.`] })),
  'a title and an id like rows of ours': flow('@contact', named('@catalog', { tags: ['@', '#'] })),
  'titles and texts that are expressions': flow('#t = :t', named(':c', { name: '"; DROP' })),
  'long values to look up by': flow(
    'Odd',
    named('lookups', {
      email: `${'a'.repeat(3000)}@example.invalid`,
      phone: '1'.repeat(3000),
      variables: { city: long },
    }),
  ),
  'half a character': `{"title":"\\ud800","bot":{"id":"\\udc00"},"contact":{"id":"half \\ud800","name":"\\udfff","tags":["\\ud83d"],"variables":{"\\ud800":"\\ud800"}},"date":1700000000}`,
};

test.each(Object.entries(ODD))('%s: all is written, nothing is refused', async (_name, event) => {
  const applied = await context.apply([event]);
  expect(applied).toMatchObject({ written: 1, failed: [], deadLettered: 0 });
  expect(await context.apply([event])).toMatchObject({ repeats: 1, failed: [] });
  const { contact } = JSON.parse(event) as { contact: { id: string } };
  const rows = await context.rows(contactKey(contact.id.toWellFormed()));
  const { title } = JSON.parse(event) as { title: string };
  const keys = [...rows.values()].map(row => row.webhook_title);
  expect(keys).toContain('@contact');
  expect(keys).toContain(webhookKey(title.toWellFormed()));
  expect(keys.filter(key => key.startsWith('@event#'))).toHaveLength(1);
});

test('a variable with a name of 70,000 characters becomes a dead letter with its reason, and leaves no row', async () => {
  const event = flow(
    'Odd',
    `{"id":"too long","email":"a@example.invalid","tags":["t"],"variables":{${text('n'.repeat(70_000))}:1}}`,
  );
  expect(await context.apply([event, flow('Odd', named('beside', {}))])).toMatchObject({
    written: 1,
    failed: [],
    deadLettered: 1,
  });
  expect(await context.take('deadLetters')).toMatchObject([
    { reason: 'the name of a variable is too long: it may have 64 KB' },
  ]);
  expect([...(await context.rows('too long')).keys()]).toEqual([]);
});

test('a contact of 500 KB becomes a dead letter with its reason, and its neighbour is written', async () => {
  const large = flow('Odd', named('large', { variables: { v: 'x'.repeat(500 * 1024) } }));
  const small = flow('Odd', named('small', {}));
  expect(await context.apply([large, small])).toMatchObject({
    written: 1,
    failed: [],

    deadLettered: 1,
  });
  expect(await context.take('deadLetters')).toMatchObject([
    { reason: expect.stringContaining('too large') },
  ]);
  expect(await context.rows('large')).toEqual(new Map());
  expect((await context.rows('small')).size).toBe(3);
});
