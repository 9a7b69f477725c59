import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Reads a secret's text from Secrets Manager. */
export const createSecretReader =
  (client: SecretsManagerClient, secretId: string): (() => Promise<string>) =>
  async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return SecretString ?? '';
  };
