/** A person who has had enough when so many calls to the table were answered. */
export const stopAfterReads = (reads: number): AbortSignal => {
  const controller = new AbortController();
  const { signal } = controller;
  let left = reads;
  // The command looks at its signal once a call.
  const throwIfAborted = (): void => {
    if (left === 0) controller.abort();
    left -= 1;
    AbortSignal.prototype.throwIfAborted.call(signal);
  };
  return Object.defineProperty(signal, 'throwIfAborted', { value: throwIfAborted });
};
