/** Calls that are under way at a time: as many as get a connection at once, so that none times out while it waits for one. */
const AT_ONCE = 16;

/** The time is up: what was begun is through, the rest was not begun. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/**
 * Makes calls, some at a time, and waits for all that were begun, also when one fails: nothing may be in flight when rows
 * are read again. After a failure none is begun.
 *
 * @param mayBegin whether there is time for another call
 * @throws the first failure, or OutOfTime
 */
export const settleAll = async <T>(
  calls: readonly (() => Promise<T>)[],
  mayBegin: () => boolean = () => true,
): Promise<readonly T[]> => {
  const answers = new Array<T>(calls.length);
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (let call = calls[next]; call !== undefined && failure === undefined; call = calls[next]) {
      const index = next;
      next += 1;
      try {
        if (!mayBegin()) throw new OutOfTime();
        answers[index] = await call();
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, calls.length) }, worker));
  if (failure !== undefined) throw failure.error;
  return answers;
};
