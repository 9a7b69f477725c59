import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Command } from 'commander';
import { createSecretStore } from '../../lib/aws/createSecretStore.ts';
import type { CommandSetup } from '../command.ts';
import { connect } from '../connect/connect.ts';
import type { Connection } from '../connect/connection.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { BY_ENDPOINT } from '../connect/withStack.ts';
import { checkLocalRoute } from '../doctor/checks/checkDoor.ts';
import { checkQueues } from '../doctor/checks/checkQueues.ts';
import { examine } from '../doctor/examine.ts';
import { type Finding, look } from '../doctor/finding.ts';
import { printFindings } from '../doctor/printFindings.ts';
import { Problem } from '../problem.ts';
import { examples } from '../show/examples.ts';
import { counted } from '../show/numbers.ts';
import { printJson } from '../show/printJson.ts';
import type { World } from '../world.ts';

interface Options extends ConnectionOptions {
  readonly json?: true;
}

/** `crm doctor`: is all as it should be? */
export const doctor: CommandSetup = world => {
  const command = new Command('doctor').description(
    'Looks at a stage from outside, from the webhook to the table: what is well, what is not, and what to do about it. Status 1 when something fails.',
  );
  return addConnectionOptions(command)
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .addHelpText(
      'after',
      examples([['crm doctor --stage prod', 'after a deploy, or when no events come']]),
    )
    .action(async ({ json, ...options }: Options) => {
      const connection = await connect(options, world);
      const findings = await (connection.stack === undefined
        ? examineLocal(connection)
        : examineStage(connection, connection.stack, world));
      if (json) await printJson({ findings }, world);
      else await printFindings(findings, world);
      const failures = findings.filter(({ state }) => state === 'failure').length;
      if (failures > 0)
        throw new Problem(`${counted(failures, 'failure')}: each has what to do beside it`);
    });
};

const examineStage = async (
  connection: Connection,
  stack: string,
  world: World,
): Promise<readonly Finding[]> => {
  const options = connection.clientOptions('dynamodb');
  const clients = {
    cloudFormation: new CloudFormationClient(options),
    cloudWatch: new CloudWatchClient(options),
    dynamodb: new DynamoDBClient(options),
    lambda: new LambdaClient(options),
    sqs: new SQSClient({ ...options, ...BY_ENDPOINT }),
  };
  const secrets = new SecretsManagerClient(options);
  try {
    const secret = createSecretStore(secrets, connection.webhookSecretArn ?? '');
    return await examine({ ...clients, secret, connection, stack, now: world.now });
  } finally {
    for (const client of [...Object.values(clients), secrets]) client.destroy();
  }
};

/** The local stack has neither alarms nor recovery; what it has is looked at. */
const examineLocal = async (connection: Connection): Promise<readonly Finding[]> => {
  const sqs = new SQSClient(connection.clientOptions('sqs'));
  try {
    const findings = await Promise.all([
      look('route', '', () => checkLocalRoute(connection.webhookUrl ?? '')),
      look('queues', '', () => checkQueues(sqs, connection, undefined)),
    ]);
    return findings.flat();
  } finally {
    sqs.destroy();
  }
};
