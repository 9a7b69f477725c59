export interface Checks {
  /** Runs one check, and prints its sentence with a tick, or a cross and why. */
  check<T>(sentence: string, run: () => T | Promise<T>): Promise<T>;
  /** Prints how many passed and failed; gives the exit status. */
  close(): number;
}

/** A failed check ends the run: what comes after it builds on it. */
export class CheckFailedError extends Error {
  override readonly name = 'CheckFailedError';
}

/** @param print takes a line */
export const createChecks = (print: (line: string) => void): Checks => {
  let passed = 0;
  let failed = 0;
  return {
    async check(sentence, run) {
      try {
        const value = await run();
        passed += 1;
        print(`✔ ${sentence}`);
        return value;
      } catch (error) {
        failed += 1;
        print(`✘ ${sentence}\n${error instanceof Error ? error.message : String(error)}`);
        throw new CheckFailedError(sentence, { cause: error });
      }
    },
    close() {
      print(`${passed} passed, ${failed} failed`);
      return failed === 0 ? 0 : 1;
    },
  };
};
