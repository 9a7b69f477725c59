import { setImmediate, setTimeout } from 'node:timers/promises';

/** What local tools wait on, so that a test or a demo can hold time or hurry it. */
export interface Clock {
  /** Milliseconds since the epoch (for a virtual clock: since its start). */
  now(): number;
  /** Resolves after `ms` of this clock's milliseconds; rejects with an `AbortError` when `signal` aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface VirtualClock extends Clock {
  /** Lets `ms` pass: wakes who sleeps, in order of time, and lets each go on before the next one wakes. */
  advance(ms: number): Promise<void>;
  /** Resolves as soon as at least `count` sleep: the moment from which `advance` has an effect. */
  untilAsleep(count?: number): Promise<void>;
}

const wait = async (ms: number, signal?: AbortSignal): Promise<void> => {
  // Rounded up, since Node's timers cut to whole milliseconds and a sleep must never be too short.
  await setTimeout(Math.ceil(ms), undefined, signal === undefined ? {} : { signal });
};

export const systemClock: Clock = { now: () => Date.now(), sleep: wait };

/**
 * A clock that begins now and runs `factor` times as fast.
 *
 * @throws RangeError when `factor` is not a positive number
 */
export function scaledClock(factor: number): Clock {
  if (!(factor > 0 && Number.isFinite(factor))) {
    throw new RangeError(`a clock cannot run ${factor} times as fast`);
  }
  const startedAt = Date.now();
  const begin = performance.now();
  return {
    now: () => Math.floor(startedAt + (performance.now() - begin) * factor),
    sleep: (ms, signal) => wait(ms / factor, signal),
  };
}

/** A clock that stands still until it is advanced by hand. Starts at `start`, in milliseconds. */
export function virtualClock(start = 0): VirtualClock {
  let time = start;
  const sleepers: { readonly due: number; readonly wake: () => void }[] = [];
  const watchers: { readonly count: number; readonly notify: () => void }[] = [];

  const nextUntil = (end: number) => {
    const first = sleepers[0];
    return first !== undefined && first.due <= end ? sleepers.shift() : undefined;
  };
  const tellWatchers = () => {
    for (const watcher of watchers.filter(({ count }) => count <= sleepers.length)) {
      watchers.splice(watchers.indexOf(watcher), 1);
      watcher.notify();
    }
  };

  return {
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        if (ms <= 0) return resolve();
        const give = () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener('abort', give);
          resolve();
        };
        const sleeper = { due: time + ms, wake };
        signal?.addEventListener('abort', give, { once: true });
        // Behind those of the same time: who slept first wakes first.
        const at = sleepers.findIndex(({ due }) => due > sleeper.due);
        sleepers.splice(at === -1 ? sleepers.length : at, 0, sleeper);
        tellWatchers();
      }),
    async advance(ms) {
      const end = time + ms;
      // What is already running may be about to sleep.
      await setImmediate();
      for (let sleeper = nextUntil(end); sleeper !== undefined; sleeper = nextUntil(end)) {
        time = sleeper.due;
        sleeper.wake();
        await setImmediate();
      }
      time = end;
    },
    untilAsleep: (count = 1) =>
      new Promise(resolve => {
        watchers.push({ count, notify: resolve });
        tellWatchers();
      }),
  };
}
