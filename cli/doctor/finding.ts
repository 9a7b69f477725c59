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

const DENIED = [
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'UnauthorizedOperation',
];

/** What `fetch` throws where nothing answers. */
const UNREACHABLE = ['TypeError', 'TimeoutError'];

/** Looks; what may not be looked at is a warning that names the permission, what fails otherwise a failure. */
export const look = async (
  what: string,
  permission: string,
  see: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> => {
  try {
    return await see();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    if (UNREACHABLE.includes(name))
      return [failure(what, 'does not answer', 'look at its log, then deploy again')];
    return DENIED.includes(name)
      ? [warning(what, 'may not be looked at', `allow ${permission} to see it`)]
      : [
          failure(
            what,
            `could not be looked at (${name})`,
            'see whether the stack is whole: deploy it again',
          ),
        ];
  }
};
