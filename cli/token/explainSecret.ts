import { denialOf } from '../doctor/denialOf.ts';
import { Problem } from '../problem.ts';

const ALL =
  'secretsmanager:GetSecretValue, and to change it PutSecretValue and UpdateSecretVersionStage,';

/** What Secrets Manager's errors mean here, where the same names mean a table elsewhere. */
const LINES: Readonly<Record<string, string>> = {
  ResourceNotFoundException:
    'the secret is not there: deploy the stage again, and paste the new URL into every bot',
  InvalidRequestException:
    'the secret cannot be used as it is, such as when it is marked for deletion: look at it in the console of Secrets Manager',
  DecryptionFailure: 'the secret cannot be decrypted: look at its key in the console of KMS',
  LimitExceededException:
    'the secret has been changed too often for one day: wait, and try again tomorrow',
};

/**
 * Works with the secret, and tells in one line what is wrong with it.
 *
 * @throws Problem, which holds nothing of the secret
 */
export const explainSecret = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const denial = denialOf(error);
    if (denial !== undefined) {
      throw new Problem(
        `these credentials may not do that to the webhook's secret: allow ${denial.action ?? ALL} on it`,
      );
    }
    const line = error instanceof Error ? LINES[error.name] : undefined;
    throw line === undefined ? error : new Problem(line);
  }
};
