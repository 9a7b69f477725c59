import { createHash, timingSafeEqual } from 'node:crypto';
import { readWebhookSecret } from './webhookSecret.ts';

/** An unknown token may be new: the secret is read again for it, but not more often than this. */
const AGAIN_MS = 1000;

export interface TokenDependencies {
  /** Reads the secret's text. */
  readonly fetchSecret: () => Promise<string>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long a secret that was read is good for. */
  readonly maxAgeMs: number;
}

/** Whether a token is one of those in force. Throws when that can't be told, as the secret can't be read. */
export type TokenCheck = (token: string) => Promise<boolean>;

/**
 * Checks webhook tokens against the secret. It is cached; where reading it again fails, the last good one is kept, so
 * that an outage of the store refuses nobody; a token that it does not know may then be a new one, and is not refused either. Compared by hash, in constant time.
 */
export const createTokenCheck = ({ fetchSecret, now, maxAgeMs }: TokenDependencies): TokenCheck => {
  let tokens: readonly Token[] | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failure: { readonly error: unknown } | undefined;

  const refresh = async (): Promise<readonly Token[]> => {
    triedAt = now();
    try {
      tokens = readTokens(await fetchSecret());
      readAt = triedAt;
      failure = undefined;
    } catch (error) {
      failure = { error };
      if (tokens === undefined) throw error;
    }
    return tokens;
  };
  const justTried = (): boolean => now() - triedAt < AGAIN_MS;

  return async token => {
    const good = tokens !== undefined && (now() - readAt < maxAgeMs || justTried());
    const known = good ? tokens : undefined;
    if (matchesAny(token, known ?? (await refresh()), now())) return true;
    if (!justTried() && matchesAny(token, await refresh(), now())) return true;
    // It is not one that has ended, and may have been made since the secret was last read: to refuse it would lose its events.
    if (failure !== undefined && !matchesAny(token, tokens ?? [], Number.NEGATIVE_INFINITY))
      throw failure.error;
    return false;
  };
};

interface Token {
  readonly hash: Buffer;
  /** Epoch milliseconds. */
  readonly until: number;
}

const readTokens = (secret: string): readonly Token[] => {
  const { current, previous, previous_until } = readWebhookSecret(secret);
  const until =
    previous_until === undefined ? Number.POSITIVE_INFINITY : Date.parse(previous_until);
  return [
    { hash: hash(current), until: Number.POSITIVE_INFINITY },
    ...(previous === undefined ? [] : [{ hash: hash(previous), until }]),
  ];
};

const matchesAny = (token: string, tokens: readonly Token[], now: number): boolean => {
  const given = hash(token);
  return tokens
    .map(({ hash: known, until }) => timingSafeEqual(given, known) && now < until)
    .includes(true);
};

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
