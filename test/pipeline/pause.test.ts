import { expect, test } from '@jest/globals';
import { createPause } from '../../lib/pipeline/pause.ts';

/** How long it would pause in each of the first rounds, in milliseconds. */
const pauses = async (random: number): Promise<readonly number[]> => {
  const slept: number[] = [];
  const pause = createPause(
    async ms => {
      slept.push(ms);
    },
    () => random,
  );
  for (let round = 1; round <= 12; round += 1) await pause(round);
  return slept;
};

test('a pause doubles from round to round, up to half a second', async () => {
  const longest = [20, 40, 80, 160, 320, 500, 500, 500, 500, 500, 500, 500];
  expect(await pauses(1)).toEqual(longest);
  expect(await pauses(0)).toEqual(longest.map(ms => ms / 2));
});

test('two writers who met in a round need not meet in the next', async () => {
  const [a, b] = [await pauses(0.2), await pauses(0.7)];
  expect(a.some((ms, round) => ms === b[round])).toBe(false);
});

test('a pause lasts as long as its sleep', async () => {
  const order: string[] = [];
  const pause = createPause(
    async () => {
      await new Promise(resolve => setImmediate(resolve));
      order.push('slept');
    },
    () => 0,
  );
  await pause(1);
  order.push('went on');
  expect(order).toEqual(['slept', 'went on']);
});
