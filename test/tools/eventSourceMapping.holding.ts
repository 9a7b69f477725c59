/** A handler that holds its invocations until let go, and counts them. */
export function holding() {
  const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
  const watchers: { count: number; notify: () => void }[] = [];
  let now = 0;
  let most = 0;
  return {
    release,
    most: () => most,
    /** Resolves when so many are under way at once. */
    underWay: (count: number) =>
      new Promise<void>(notify => {
        if (most >= count) notify();
        else watchers.push({ count, notify });
      }),
    async handler() {
      now += 1;
      most = Math.max(most, now);
      for (const { count, notify } of watchers) if (count <= now) notify();
      await letGo;
      // Longer than a turn, so that too many would be seen at once.
      await new Promise(resolve => setTimeout(resolve, 2));
      now -= 1;
      return undefined;
    },
  };
}
