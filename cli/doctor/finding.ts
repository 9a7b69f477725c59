import { denialOf } from './denialOf.ts';

/** What one look found. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'failure';
  /** What was looked at. */
  readonly what: string;
  /** What was seen. */
  readonly seen: string;
  /** What to do; on anything but ok. */
  readonly remedy?: string;
}

/**
 * For what the stack itself does not have. What somebody changed or deleted by hand a deploy does not put right, for
 * CloudFormation compares templates alone: there each remedy is a command.
 */
export const DEPLOY = 'deploy this version: serverless.yml has it';

export const ok = (what: string, seen: string): Finding => ({ state: 'ok', what, seen });

export const warning = (what: string, seen: string, remedy: string): Finding => ({
  state: 'warning',
  what,
  seen,
  remedy,
});

export const failure = (what: string, seen: string, remedy: string): Finding => ({
  state: 'failure',
  what,
  seen,
  remedy,
});

/** Ok where something holds, a failure with its remedy where it does not. */
export const must = (holds: boolean, what: string, seen: string, remedy: string): Finding =>
  holds ? ok(what, seen) : failure(what, seen, remedy);

const BUSY = [
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
];
const GONE = [
  'ResourceNotFoundException',
  'ResourceNotFound',
  'TableNotFoundException',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
];
const UNREACHABLE = ['TimeoutError', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Looks. What may not be looked at is a warning that names the permission, and so is what AWS is too busy to tell; what
 * fails otherwise is a failure. Of an error only its name is told: its text may quote what was sent.
 *
 * @param permissions all that the look takes, for where AWS does not say which of them is missing
 */
export const look = async (
  what: string,
  permissions: string,
  see: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> => {
  try {
    return await see();
  } catch (error) {
    const denial = denialOf(error);
    if (denial !== undefined)
      return [
        warning(what, 'may not be looked at', `allow ${denial.action ?? permissions} to see it`),
      ];
    const name = nameOf(error);
    if (BUSY.includes(name))
      return [warning(what, 'AWS was too busy to tell', 'look again in a minute')];
    if (GONE.includes(name)) {
      const remedy =
        'somebody deleted it, which a deploy does not notice: docs/operations.md, What a deploy does not mend';
      return [failure(what, 'is gone', remedy)];
    }
    return UNREACHABLE.includes(name)
      ? [failure(what, `no answer (${name})`, 'check the network, and any AWS_ENDPOINT_URL')]
      : [failure(what, `could not be looked at (${name})`, 'look at it in the console of AWS')];
  }
};

/** A system's code says more than `Error`. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : error.name;
};
