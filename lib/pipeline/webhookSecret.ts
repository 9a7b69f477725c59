import * as v from 'valibot';

/** How long the token before stays valid after a rotation: hours. */
export const OVERLAP_HOURS = 48;
const OVERLAP_MS = OVERLAP_HOURS * 3_600_000;

/** The secret, as the store keeps it: the token that is in force and, after a rotation, the one before. */
const shape = v.object({
  current: v.pipe(v.string(), v.nonEmpty()),
  previous: v.optional(v.pipe(v.string(), v.nonEmpty())),
  /** ISO 8601: the previous token ends then. */
  previous_until: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});

export type WebhookSecret = v.InferOutput<typeof shape>;

/** The secret is not as it was made: somebody changed it by hand. */
export class WebhookSecretError extends Error {
  override readonly name = 'WebhookSecretError';
}

/** Reads the secret's text. @throws WebhookSecretError when it is not as it was made; the message tells nothing of it */
export const readWebhookSecret = (text: string): WebhookSecret => {
  const parsed = v.safeParse(shape, parseOrNull(text));
  if (!parsed.success) throw new WebhookSecretError('the webhook secret is not as it was made');
  return parsed.output;
};

/** Puts a new token in force; the one before stays valid for 48 hours. @param now epoch milliseconds */
export const rotateSecret = (
  { current }: WebhookSecret,
  token: string,
  now: number,
): WebhookSecret => ({
  current: token,
  previous: current,
  previous_until: new Date(now + OVERLAP_MS).toISOString(),
});

/** Ends the token before the one in force, now. */
export const retireSecret = ({ current }: WebhookSecret): WebhookSecret => ({ current });

/** Until when the token before is valid: ISO 8601, undefined when there is none or it has ended. */
export const previousUntil = (
  { previous, previous_until }: WebhookSecret,
  now: number,
): string | undefined =>
  previous !== undefined && previous_until !== undefined && Date.parse(previous_until) > now
    ? previous_until
    : undefined;

const parseOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
