/** Letters that are worked on at a time: each takes a call or two of some milliseconds. */
const AT_ONCE = 16;

/** Does something with each, several at once; the first failure ends it once those that were begun are through. */
export const eachAtOnce = async <T>(
  items: AsyncIterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const under = new Set<Promise<void>>();
  const begun: Promise<void>[] = [];
  try {
    for await (const item of items) {
      const one: Promise<void> = work(item).finally(() => under.delete(one));
      begun.push(one);
      under.add(one);
      one.catch(() => undefined);
      if (under.size >= AT_ONCE) await Promise.race(under);
    }
  } finally {
    await Promise.allSettled(under);
  }
  await Promise.all(begun);
};
