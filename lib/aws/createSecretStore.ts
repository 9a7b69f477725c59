import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** A secret, to read and to change. */
export interface SecretStore {
  readonly read: () => Promise<{ readonly text: string; readonly version: string }>;
  /** Makes a text the secret's value, as a version of the name given: the store takes each name once. */
  readonly write: (text: string, version: string) => Promise<void>;
}

export const createSecretStore = (client: SecretsManagerClient, secretId: string): SecretStore => ({
  read: async () => {
    const { SecretString = '', VersionId = '' } = await client.send(
      new GetSecretValueCommand({ SecretId: secretId }),
    );
    return { text: SecretString, version: VersionId };
  },
  write: async (text, version) => {
    await client.send(
      new PutSecretValueCommand({
        SecretId: secretId,
        SecretString: text,
        ClientRequestToken: version,
      }),
    );
  },
});
