import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createCatalog } from '../../lib/pipeline/catalog.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.stop());
beforeEach(() => context.clear());

const event = (second: number, name?: string, id = 'c') => ({
  service: 'telegram',
  title: 'flow',
  bot: { id: 'b', ...(name && { name }) },
  contact: { id },
  date: 1_700_000_000 + second,
});
const nameOfBot = async () => (await context.rows('@catalog')).get('@catalog|bot#b')?.name;

describe('the name of a bot in the catalog', () => {
  test('is the newest, whichever container writes last', async () => {
    await context.apply([event(2, 'New name')]);
    await context.apply([event(1, 'Old name')]);
    expect(await nameOfBot()).toBe('New name');
    await context.apply([event(3)]);
    expect(await nameOfBot()).toBe('New name');
    await context.apply([event(4, 'Newer name')]);
    expect((await context.rows('@catalog')).get('@catalog|bot#b')).toEqual({
      contact_id: '@catalog',
      webhook_title: 'bot#b',
      bot: 'b',
      name: 'Newer name',
      service: 'telegram',
      as_of: '2023-11-14T22:13:24.000Z',
    });
  });

  test('follows a change that one container sees, there and back', async () => {
    const catalog = createCatalog(context.table);
    for (const [index, name] of ['A', 'B', 'A'].entries()) {
      await context.apply([event(index, name)], { catalog });
      expect(await nameOfBot()).toBe(name);
    }
  });
});

test.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])(
  'whatever the order in which one container sees them: %j',
  async order => {
    const events = [event(1, 'Old'), event(100, 'Old', 'd'), event(50, 'New', 'e')];
    const catalog = createCatalog(context.table);
    for (const index of order) await context.apply([events[index]], { catalog });
    expect(await nameOfBot()).toBe('Old');
  },
);

test('an older name that another container wrote is corrected by the next that starts', async () => {
  const catalog = createCatalog(context.table);
  await context.apply([event(1, 'Right')], { catalog });
  await context.apply([event(100, 'Right')], { catalog });
  await context.apply([event(50, 'Wrong', 'd')]);
  expect(await nameOfBot()).toBe('Wrong');
  await context.apply([event(101, 'Right')]);
  expect(await nameOfBot()).toBe('Right');
});

test('what a container has written it does not write again', async () => {
  let puts = 0;
  const catalog = createCatalog({
    ...context.table,
    putCatalog: row => {
      puts += 1;
      return context.table.putCatalog(row);
    },
  });
  await context.apply([event(1, 'A')], { catalog });
  expect(puts).toBe(2);
  await context.apply([event(2, 'A', 'd'), event(3, undefined, 'e')], { catalog });
  expect(puts).toBe(2);
});
