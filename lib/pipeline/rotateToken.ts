import {
  previousUntil,
  readWebhookSecret,
  retireSecret,
  rotateSecret,
  type WebhookSecret,
} from './webhookSecret.ts';

/** The secret's text, and which of its versions that is. */
export interface StoredSecret {
  readonly text: string;
  readonly version: string;
}

/** The secret's store, as a change of the token needs it. */
export interface SecretStore {
  readonly read: () => Promise<StoredSecret>;
  /**
   * Puts a text in force in place of the version that was read.
   *
   * @returns false, having changed nothing that is in force, where another version is in force by then
   */
  readonly replace: (text: string, version: string) => Promise<boolean>;
}

/** The tokens as they were read: a change is made to just these, however long somebody thinks about it in between. */
export interface Tokens {
  readonly secret: WebhookSecret;
  readonly version: string;
}

/** @throws WebhookSecretError when the secret is not as it was made, which tells nothing of it */
export const readTokens = async (store: SecretStore): Promise<Tokens> => {
  const { text, version } = await store.read();
  return { secret: readWebhookSecret(text), version };
};

/**
 * Until when the token before the one in force lets requests in: ISO 8601, or null without an end. Undefined where there
 * is none, or its time is up.
 *
 * @param now epoch milliseconds
 */
export const stillValid = (secret: WebhookSecret, now: number): string | null | undefined =>
  secret.previous !== undefined && secret.previous_until === undefined
    ? null
    : previousUntil(secret, now);

/**
 * Puts a new token in force, and keeps the one that was for 48 hours. One that was before that ends now.
 *
 * @param now epoch milliseconds
 * @returns the secret that is in force now; undefined where somebody else changed it since it was read, and theirs stays
 */
export const rotateToken = async (
  { secret, version }: Tokens,
  token: string,
  store: SecretStore,
  now: number,
): Promise<WebhookSecret | undefined> => {
  const rotated = rotateSecret(secret, token, now);
  return (await store.replace(JSON.stringify(rotated), version)) ? rotated : undefined;
};

/**
 * Ends the token before the one in force.
 *
 * @returns false where somebody else changed the secret since it was read, and theirs stays
 */
export const retireToken = ({ secret, version }: Tokens, store: SecretStore): Promise<boolean> =>
  store.replace(JSON.stringify(retireSecret(secret)), version);
