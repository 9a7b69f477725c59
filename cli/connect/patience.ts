/** Unless AWS_MAX_ATTEMPTS says otherwise. */
const ATTEMPTS = 6;
/** Milliseconds. */
const REQUEST_TIMEOUT = 15_000;

/** For `crm doctor`: what does not answer must not hold up the other looks for long. */
export const SOONER = { maxAttempts: 3, requestTimeout: 10_000 };

/**
 * How long a client of the command waits: a person waits longer than a function does, and what is throttled deserves
 * patience, but what hangs must end.
 */
export const patience = (
  { AWS_MAX_ATTEMPTS }: NodeJS.ProcessEnv,
  { maxAttempts = ATTEMPTS, requestTimeout = REQUEST_TIMEOUT } = {},
) => ({
  requestHandler: { connectionTimeout: 3000, requestTimeout, throwOnRequestTimeout: true },
  // The SDK reads the variable itself, and only where nothing else is said.
  ...(AWS_MAX_ATTEMPTS === undefined && { maxAttempts }),
});
