import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { parseDocument } from 'yaml';
import { readStackOutputs } from '../../lib/aws/readStackOutputs.ts';
import { Problem } from '../problem.ts';
import type { World } from '../world.ts';
import type { Connection } from './connection.ts';
import type { ConnectionOptions } from './connectionOptions.ts';
import { patience } from './patience.ts';

/**
 * Finds a deployed stage by the outputs of its stack, through the usual AWS credentials. The region is looked for as
 * `serverless deploy` does, so that both find the same stack.
 *
 * @throws Problem when the stack or one of its outputs is not there
 */
export const connectStage = async (
  stage: string,
  { profile, region: named }: ConnectionOptions,
  { root, environment }: World,
): Promise<Connection> => {
  const { service, defaultRegion } = await readServerless(root);
  const region = named ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? defaultRegion;
  const options = { region, ...(profile !== undefined && { profile }) };
  const stack = `${service}-${stage}`;
  const client = new CloudFormationClient({ ...patience(environment), ...options });
  const outputs = await readStackOutputs(client, stack).finally(() => client.destroy());
  if (outputs === undefined) {
    throw new Problem(
      `there is no stack ${stack} in ${region}: deploy it (npx serverless deploy --stage ${stage}), or name another --stage, --region or --profile`,
    );
  }
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value === undefined) {
      throw new Problem(
        `the stack ${stack} has no output ${name}: deploy it again with this version (npx serverless deploy --stage ${stage})`,
      );
    }
    return value;
  };
  const apiUrl = outputs.get('HttpApiUrl');
  return {
    name: `stage ${stage} in ${region}`,
    stack,
    clientOptions: () => options,
    table: output('TableName'),
    queues: { events: output('EventsQueueUrl'), deadLetters: output('DeadLettersQueueUrl') },
    webhookSecretArn: output('WebhookSecretArn'),
    ...(apiUrl !== undefined && { apiUrl }),
  };
};

interface Serverless {
  readonly service: string;
  readonly defaultRegion: string;
}

/** The service's name and the region where nothing names one: the last word of `provider.region`. */
const readServerless = async (root: string): Promise<Serverless> => {
  // Tags such as !Ref are CloudFormation's and of no interest here.
  const document = parseDocument(await readFile(join(root, 'serverless.yml'), 'utf8'), {
    logLevel: 'silent',
  });
  const region = String(document.getIn(['provider', 'region']));
  return {
    service: String(document.get('service')),
    defaultRegion: /'([\w-]+)'\s*\}$/.exec(region)?.[1] ?? region,
  };
};
