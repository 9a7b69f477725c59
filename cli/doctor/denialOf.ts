const DENIED = [
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'UnauthorizedOperation',
];

/** What AWS did not allow. */
export interface Denial {
  /** Such as `sqs:GetQueueAttributes`, where AWS says it. */
  readonly action?: string;
}

/**
 * Whether AWS refused a call for want of a permission, and which. Its text also names persons and resources: only the
 * action is taken out of it.
 */
export const denialOf = (error: unknown): Denial | undefined => {
  if (!(error instanceof Error) || !DENIED.includes(error.name)) return undefined;
  const action = /to perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(error.message)?.[1];
  return action === undefined ? {} : { action };
};
