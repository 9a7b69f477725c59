/** What Jest counts over a run, as far as it is told here. */
interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not be run at all. */
  readonly numRuntimeErrorTestSuites: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/** Jest makes its reporters with `new`; a function that returns an object will do. */
export default function reporter() {
  let counts: Counts | undefined;
  // Jest's own summary comes after every other reporter, so this waits until all is said.
  process.once('exit', () => {
    if (counts !== undefined) process.stdout.write(`${summary(counts)}\n`);
  });
  return {
    onRunComplete: (_contexts: unknown, results: Counts): void => {
      counts = results;
    },
  };
}

/**
 * Jest's last word, for people in a hurry and for scripts: `214 passed, 0 failed`. A file that could not be run counts as a
 * failure, though none of its tests had the chance to fail.
 */
const summary = (counts: Counts): string => {
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  const skipped = counts.numPendingTests + counts.numTodoTests;
  return `${counts.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
};
