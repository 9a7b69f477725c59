/** Something that a person can put right: one line that says what to do. It holds nobody's data. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** The command was asked in a way that it does not understand. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
}
