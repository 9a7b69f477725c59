/** So many places, first come, first served. */
export interface Slots {
  /** Resolves when a place is free, with what gives it back. */
  take(): Promise<() => void>;
}

/** Keeps at most `count` of what is under way at once. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const giveBack = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    async take() {
      if (free > 0) free -= 1;
      else await new Promise<void>(resolve => waiting.push(resolve));
      return giveBack;
    },
  };
}
