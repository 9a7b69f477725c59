/** Waits for all, also when one fails: nothing may be in flight when rows are read again. */
export const settleAll = async <T>(promises: readonly Promise<T>[]): Promise<readonly T[]> => {
  await Promise.allSettled(promises);
  return Promise.all(promises);
};
