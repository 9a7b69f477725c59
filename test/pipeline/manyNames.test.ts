import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestContext, type TestContext } from '../support/testContext.ts';

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());

const event = (id: string, contact: object = {}) => ({
  service: 'telegram',
  title: 'flow',
  bot: { id: 'b' },
  contact: { id, ...contact },
  date: 1_700_000_000,
});

describe('an event with very many names', () => {
  test('is written, and so are its neighbours', async () => {
    const tags = Array.from({ length: 3000 }, (_, index) => `tag ${index}`);
    const variables = Object.fromEntries(tags.map(tag => [tag, 1]));
    const applied = await context.apply([
      event('a'),
      event('many', { tags, variables }),
      event('z'),
    ]);
    expect(applied).toMatchObject({ written: 3, failed: [], deadLettered: 0 });
    const keys = [...(await context.rows('many')).keys()];
    expect(keys.filter(key => key.startsWith('many|@tag#'))).toHaveLength(3000);
  }, 120_000);

  test.each([
    [80_000, /^too large for a row: \d+ KB of at most 400 KB$/],
    [10_001, /^too many tags and variables: an event may have 10,000$/],
  ])(
    '%i of them is a dead letter, also when an older event set them, and its neighbours are written',
    async (count, reason) => {
      await context.clear();
      const names = Array.from({ length: count }, (_, index) => [`n${index}`, 1]);
      const many = event('large', { variables: Object.fromEntries(names) });
      const newer = { ...event('large'), date: 1_700_000_001 };
      const applied = await context.apply([many, newer, event('beside')]);
      expect(applied).toMatchObject({ failed: [], deadLettered: 1 });
      expect(await context.take('deadLetters')).toMatchObject([
        { reason: expect.stringMatching(reason) },
      ]);
      expect([...(await context.rows('beside')).keys()]).toContain('beside|@contact');
      expect([...(await context.rows('large')).keys()]).toContain('large|@contact');
    },
  );

  test('of 10,000 is written', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => [`n${index}`, 1]);
    const applied = await context.apply([event('most', { variables: Object.fromEntries(names) })]);
    expect(applied).toMatchObject({ written: 1, failed: [], deadLettered: 0 });
  }, 120_000);

  test('beyond the time begins no more calls and comes again alone', async () => {
    const tags = Array.from({ length: 500 }, (_, index) => `late ${index}`);
    let calls = 0;
    const table = {
      ...context.table,
      putLookup: async (...all: Parameters<typeof context.table.putLookup>) => {
        calls += 1;
        return context.table.putLookup(...all);
      },
    };
    // Each look at the clock takes a second, and there are thirty.
    let now = 0;
    const clock = () => (now += 1000);
    const applied = await context.apply([event('late', { tags })], {
      table,
      now: clock,
      deadline: 30_000,
    });
    expect(applied).toMatchObject({
      failed: ['0'],
      deadLettered: 0,
      troubles: [{ reason: 'OutOfTime' }],
    });
    expect(calls).toBeLessThan(30);
  });
});
