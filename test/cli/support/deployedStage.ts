import { join } from 'node:path';
import { type Cli, type CliOptions, createCli, type Told } from './createCli.ts';
import { stackReply, startFakeAws } from './startFakeAws.ts';
import { type SecretStandIn, startSecretStore } from './startSecretStore.ts';

const root = join(import.meta.dirname, '../../..');

export const API = 'https://abc.execute-api.us-east-1.amazonaws.com';

export interface DeployedStage {
  readonly secret: SecretStandIn;
  /** A folder in which no stack runs. */
  readonly cli: Cli;
  /** Runs the command on stage `prod`, in this process. */
  readonly crm: (words: readonly string[], options?: CliOptions) => Promise<Told>;
  readonly stop: () => Promise<void>;
}

/** A deployed stage as far as its webhook's URL goes: the stack's outputs, and the secret. */
export const startDeployedStage = async (): Promise<DeployedStage> => {
  const [secret, cloudFormation, cli] = await Promise.all([
    startSecretStore(),
    startFakeAws(
      stackReply({
        TableName: 'crm',
        EventsQueueUrl: 'https://example.invalid/events',
        DeadLettersQueueUrl: 'https://example.invalid/dead-letters',
        WebhookSecretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:x',
        HttpApiUrl: API,
      }),
    ),
    createCli(),
  ]);
  // The SDK reads them from the process; jest gives each file an environment of its own.
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_MAX_ATTEMPTS: '2',
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secret.endpoint,
  });
  return {
    secret,
    cli,
    crm: (words, options = {}) =>
      cli.crm([...words, '--stage', 'prod'], {
        root,
        environment: { AWS_MAX_ATTEMPTS: '2' },
        ...options,
      }),
    stop: async () => {
      await Promise.all([secret.stop(), cloudFormation.stop(), cli.remove()]);
    },
  };
};
