/** The `code` of a system error, such as `ENOENT` or `ECONNREFUSED`; undefined where there is none. */
export const errorCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
