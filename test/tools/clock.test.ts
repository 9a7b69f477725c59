import { describe, expect, test } from '@jest/globals';
import { scaledClock, systemClock, virtualClock } from '../../tools/clock.ts';

describe('a virtual clock', () => {
  test('wakes sleepers in order of time, each at its own time', async () => {
    const clock = virtualClock();
    const woken: [string, number][] = [];
    const sleep = (name: string, ms: number) =>
      clock.sleep(ms).then(() => woken.push([name, clock.now()]));
    const all = [
      sleep('late', 300),
      sleep('early', 100),
      sleep('early too', 100),
      sleep('mid', 200),
    ];

    await clock.advance(250);
    expect(woken).toEqual([
      ['early', 100],
      ['early too', 100],
      ['mid', 200],
    ]);
    expect(clock.now()).toBe(250);

    await clock.advance(50);
    await Promise.all(all);
    expect(woken.at(-1)).toEqual(['late', 300]);
  });

  test('wakes who goes back to sleep within the time that is let pass', async () => {
    const clock = virtualClock(1000);
    const ticks: number[] = [];
    const ticking = (async () => {
      for (let tick = 0; tick < 3; tick += 1) {
        await clock.sleep(10);
        ticks.push(clock.now());
      }
    })();
    await clock.advance(30);
    await ticking;
    expect(ticks).toEqual([1010, 1020, 1030]);
  });

  test('lets nobody sleep on whose signal aborts', async () => {
    const clock = virtualClock();
    const end = new AbortController();
    const sleeping = clock.sleep(100, end.signal);
    end.abort();
    await expect(sleeping).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    await expect(clock.sleep(100, end.signal)).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
    await clock.advance(100);
  });

  test('tells when so many sleep', async () => {
    const clock = virtualClock();
    let told = false;
    const two = clock.untilAsleep(2).then(() => {
      told = true;
    });
    const first = clock.sleep(1);
    await clock.advance(0);
    expect(told).toBe(false);
    const second = clock.sleep(1);
    await two;
    await clock.advance(1);
    await Promise.all([first, second]);
  });
});

describe.each([
  ['the system clock', systemClock],
  ['a scaled clock', scaledClock(1000)],
])('%s', (_, clock) => {
  test('moves on while somebody sleeps', async () => {
    const before = clock.now();
    await clock.sleep(20);
    expect(clock.now()).toBeGreaterThan(before);
  });

  test('lets nobody sleep on whose signal aborts', async () => {
    const end = new AbortController();
    const sleeping = clock.sleep(3_600_000_000, end.signal);
    end.abort();
    await expect(sleeping).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

test('a day takes no time on a clock that runs fast enough', async () => {
  const day = 86_400_000;
  await scaledClock(10 * day).sleep(day);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  'no clock runs %p times as fast',
  factor => {
    expect(() => scaledClock(factor)).toThrow(RangeError);
  },
);
