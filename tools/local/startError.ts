/** The local stack cannot start, or cannot go on, for a reason that one line tells. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
