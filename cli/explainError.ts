import { ConfigError } from '../lib/crm/config.ts';
import { FilterError } from '../lib/pipeline/query/contactFilter.ts';
import { Problem, UsageProblem } from './problem.ts';

const THROTTLED =
  'the table is asked more than its throughput allows: try again in a minute, or raise its limits';
const EXPIRED =
  'your AWS credentials have expired: log in again (such as aws sso login), or name another --profile';
const REFUSED =
  'AWS does not know these credentials: check AWS_ACCESS_KEY_ID, or name another --profile';
const DENIED =
  'these credentials may not read the stage: allow cloudformation:DescribeStacks, and dynamodb:Query and dynamodb:BatchGetItem on the table and its index; what changing takes is in docs/changing-data.md';
const NO_TABLE =
  'the table is not there: deploy the stage again, or, locally, start the stack anew with npm start';
const NO_QUEUE =
  'the queue is not there: deploy the stage again, or, locally, start the stack anew with npm start';
const UNREACHABLE =
  'no answer from the endpoint: check the network and any AWS_ENDPOINT_URL; locally, see whether npm start still runs';

/** What went wrong, by the names that AWS, the SDK and Node give it: one line that says what to do. */
const LINES: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'no AWS credentials were found: name a --profile that exists, or log in (aws configure, aws sso login)',
  TokenProviderError: EXPIRED,
  ExpiredToken: EXPIRED,
  ExpiredTokenException: EXPIRED,
  RequestExpired: EXPIRED,
  UnrecognizedClientException: REFUSED,
  InvalidClientTokenId: REFUSED,
  InvalidSignatureException: REFUSED,
  SignatureDoesNotMatch: REFUSED,
  MissingAuthenticationTokenException: REFUSED,
  AccessDenied: DENIED,
  AccessDeniedException: DENIED,
  ResourceNotFoundException: NO_TABLE,
  QueueDoesNotExist: NO_QUEUE,
  'AWS.SimpleQueueService.NonExistentQueue': NO_QUEUE,
  ThrottledError: THROTTLED,
  ThrottlingException: THROTTLED,
  Throttling: THROTTLED,
  RequestLimitExceeded: THROTTLED,
  ProvisionedThroughputExceededException: THROTTLED,
  TimeoutError: UNREACHABLE,
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  WebhookSecretError:
    'the webhook secret is not as it was made: put {"current":"…"} with 43 letters and digits into it (docs/operations.md)',
  ENOENT: 'there is no such file or folder: check the path',
  EACCES: 'you may not read or write that file: check its permissions',
  EPERM: 'you may not read or write that file: check its permissions',
  EISDIR: 'that is a folder: name a file',
  ENOTDIR: 'the path leads through something that is no folder: check it',
  ENOSPC: 'the disk is full: make room, and run the same line again',
  EROFS: 'that place can only be read: choose another',
};

/**
 * Tells in one line what went wrong and what to do. Texts of others' errors may quote what was sent, so only their names
 * are told.
 */
export const explainError = (error: unknown): string => {
  if (
    error instanceof Problem ||
    error instanceof UsageProblem ||
    error instanceof FilterError ||
    error instanceof ConfigError
  ) {
    return error.message;
  }
  const names = namesOf(error);
  // A profile that was logged in by SSO says so in a credentials error.
  if (names.includes('CredentialsProviderError') && /expired|sso/i.test(messageOf(error))) {
    return EXPIRED;
  }
  // Its text is ours, and tells how large a row would be.
  if (names.includes('RefusedError')) {
    return `refused: ${messageOf(error)}; shorten what is set, or what the bot sends`;
  }
  const known = names.find(name => Object.hasOwn(LINES, name));
  return (
    LINES[known ?? ''] ??
    `that went wrong (${names[0] ?? 'unknown'}): please report it, with the command and without anybody's data`
  );
};

/** The error's own code and name, then those of what caused it. Not by `instanceof`: an error may come from another realm. */
const namesOf = (error: unknown): readonly string[] => {
  if (typeof error !== 'object' || error === null) return [];
  const { code, name, errors, cause } = error as Record<string, unknown>;
  return [
    ...[code, name].filter(each => typeof each === 'string'),
    ...(Array.isArray(errors) ? errors.flatMap(namesOf) : []),
    ...namesOf(cause),
  ];
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');
