import { randomUUID } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { SecretStore, StoredSecret } from '../pipeline/rotateToken.ts';

export type { SecretStore };

/** Marks what is about to be put in force. One of our own: AWSPENDING belongs to rotations that Secrets Manager runs. */
const NEXT = 'CRM_NEXT';
const IN_FORCE = 'AWSCURRENT';

/**
 * The secret in Secrets Manager, to read and to change. PutSecretValue knows no condition, so a value is put aside first,
 * and then the label of what is in force is moved to it, which Secrets Manager does only from the version that we name:
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 *
 * Whoever changes the secret in another way, such as in AWS's console, is not held to that.
 */
export const createSecretStore = (client: SecretsManagerClient, SecretId: string): SecretStore => {
  const read = async (): Promise<StoredSecret> => {
    const { SecretString = '', VersionId = '' } = await client.send(
      new GetSecretValueCommand({ SecretId, VersionStage: IN_FORCE }),
    );
    return { text: SecretString, version: VersionId };
  };
  return {
    read,
    replace: async (text, version) => {
      // Also the version's id: an attempt whose answer was lost makes no second one.
      const made = randomUUID();
      const value = { SecretString: text, ClientRequestToken: made, VersionStages: [NEXT] };
      await client.send(new PutSecretValueCommand({ SecretId, ...value }));
      const move = { MoveToVersionId: made, RemoveFromVersionId: version };
      try {
        await client.send(
          new UpdateSecretVersionStageCommand({ SecretId, VersionStage: IN_FORCE, ...move }),
        );
        return true;
      } catch (error) {
        // Refused, or done and the answer lost: what is in force tells.
        const inForce = await read().catch(() => undefined);
        if (inForce === undefined || inForce.version === version) throw error;
        return inForce.version === made;
      }
    },
  };
};
