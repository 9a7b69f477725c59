import { describe, expect, test } from '@jest/globals';
import { without } from './clauses.ts';
import { failsWithout, type History, play, says } from './play.ts';

/** Two copies of one event with different snapshots; the first sets a name that the second does not. */
const COPIES = [
  says({ second: 1, name: 'Ann', tags: ['a'] }),
  says({ second: 1, tags: ['b'] }),
] as const;

const contentOf = async ({ rows }: Parameters<History>[0]): Promise<unknown> =>
  [...(await rows()).values()].map(({ rev, since, ...content }) => content);

const inBothOrders: History = async stage => {
  const [one, other] = COPIES;
  await stage.player().apply(one);
  await stage.player().apply(other);
  const forth = await contentOf(stage);
  await play(async second => {
    await second.player().apply(other);
    await second.player().apply(one);
    expect(await contentOf(second)).toEqual(forth);
  });
  await play(async together => {
    await together.player().apply(one, other, one);
    expect(await contentOf(together)).toEqual(forth);
  });
};

/** Two consumers, a copy each; one has put its event row and waits to put the contact, the other runs through. */
const concurrently =
  (slow: string, fast: string): History =>
  async stage => {
    const [a, b] = [stage.player(), stage.player()];
    a.hold('putEvent');
    const late = a.apply(slow);
    await a.waiting('putEvent');
    await b.apply(fast);
    a.release();
    await late;
    const concurrent = await contentOf(stage);
    await play(async sequence => {
      await sequence.player().apply(slow);
      await sequence.player().apply(fast);
      expect(concurrent).toEqual(await contentOf(sequence));
    });
  };

describe('two copies of one event with different snapshots', () => {
  test('give the same rows in both orders, and in one batch', () => play(inBothOrders));
  test.each([
    [COPIES[0], COPIES[1]],
    [COPIES[1], COPIES[0]],
  ])('give the same rows concurrently (%#)', (slow, fast) => play(concurrently(slow, fast)));
  test('need the condition of the event row', async () => {
    const clause = without['an event row is put only over a smaller digest'];
    const outcomes = await Promise.allSettled([
      failsWithout(concurrently(COPIES[0], COPIES[1]), clause),
      failsWithout(concurrently(COPIES[1], COPIES[0]), clause),
    ]);
    expect(outcomes.map(({ status }) => status)).toContain('fulfilled');
  });
});

test('a repeat within one batch counts once', () =>
  play(async ({ player, rows }) => {
    expect(await player().apply(COPIES[0], COPIES[0])).toMatchObject({ written: 1, repeats: 1 });
    expect([...(await rows()).keys()].filter(key => key.includes('@event#'))).toHaveLength(1);
  }));

const catalogFails: History = async ({ player, rows }) => {
  const container = player();
  container.hold('putCatalog');
  const failing = container.apply(COPIES[0]);
  await container.waiting('putCatalog');
  container.die();
  expect((await failing).failed).toEqual(['0']);
  expect([...(await rows()).keys()].filter(key => key.startsWith('@catalog'))).toEqual([]);
  container.revive();
  await container.apply(COPIES[0]);
  expect([...(await rows()).keys()].filter(key => key.startsWith('@catalog'))).toEqual(
    expect.arrayContaining(['@catalog|bot#bot', '@catalog|tag#a', '@catalog|webhook#flow']),
  );
};

describe('a batch that fails after its catalog rows were due', () => {
  test('writes them when it comes again to the same container', () => play(catalogFails));
  test('needs its clause', () =>
    failsWithout(catalogFails, without['a catalog row is remembered only once it is written']));
});
