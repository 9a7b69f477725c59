import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSecretStore, type SecretStore } from '../../lib/aws/createSecretStore.ts';
import { Problem } from '../problem.ts';
import type { World } from '../world.ts';
import { connect } from './connect.ts';
import type { Connection } from './connection.ts';
import type { ConnectionOptions } from './connectionOptions.ts';
import { patience } from './patience.ts';

/** Connects to a deployed stage's secret, works, and lets go. @throws Problem for the local stack, which has none to change */
export const withSecret = async <T>(
  options: ConnectionOptions,
  world: World,
  work: (store: SecretStore, connection: Connection) => Promise<T>,
): Promise<T> => {
  const connection = await connect(options, world);
  const { webhookSecretArn } = connection;
  if (webhookSecretArn === undefined) {
    throw new Problem(
      'the local stack has a new token at each start: name a deployed one with --stage',
    );
  }
  const client = new SecretsManagerClient({
    ...patience(world.environment),
    ...connection.clientOptions('secretsManager'),
  });
  try {
    return await work(createSecretStore(client, webhookSecretArn), connection);
  } finally {
    client.destroy();
  }
};
