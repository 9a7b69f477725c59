import { localCredentials, localRegion } from '../../../tools/local/engines.ts';
import { environments } from '../../../tools/local/environments.ts';
import { readStack } from '../../../tools/local/readStack.ts';
import { secretToken } from '../../../tools/local/secretToken.ts';
import { startSecrets } from '../../../tools/local/startSecrets.ts';
import { createTestContext } from '../testContext.ts';
import { startFaultProxy } from './startFaultProxy.ts';

/**
 * All that the handlers need around them: engines with table and queues, a secret, a proxy before each of them, and what
 * `serverless.yml` puts into each function's environment, so that calls go through the proxies.
 */
export const startSurroundings = async () => {
  const stack = readStack(new URL('../../../serverless.yml', import.meta.url).pathname);
  const context = await createTestContext();
  const { engines, queues, tableName } = context;
  const token = secretToken(stack.secret);
  const secret = {
    name: stack.secret.name,
    arn: `arn:aws:secretsmanager:${localRegion}:000000000000:secret:${stack.secret.name}-AbCdEf`,
    value: JSON.stringify({ [stack.secret.tokenKey]: token }),
  };
  const store = await startSecrets(secret);
  const [sqs, dynamodb, secrets] = await Promise.all([
    startFaultProxy(engines.sqs.endpoint),
    startFaultProxy(process.env.CRM_TEST_DYNAMODB ?? engines.dynamodb.endpoint),
    startFaultProxy(store.endpoint),
  ]);
  // The SDK prefers a queue's URL to any endpoint.
  const queue = ({ url, arn }: { readonly url: string; readonly arn: string }) => ({
    ref: sqs.endpoint + new URL(url).pathname,
    arn,
  });

  return {
    context,
    stack,
    token,
    secret,
    sqs,
    dynamodb,
    secrets,
    environments: environments(stack.functions, {
      resources: {
        [stack.queues.events.logicalId]: queue(queues.events),
        [stack.queues.deadLetters.logicalId]: queue(queues.deadLetters),
        [stack.table.logicalId]: { ref: tableName, arn: '' },
        [stack.secret.logicalId]: { ref: secret.arn, arn: secret.arn },
      },
      pseudo: { 'AWS::Region': localRegion },
      shared: {
        AWS_REGION: localRegion,
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
        AWS_ENDPOINT_URL_SQS: sqs.endpoint,
        AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
      },
    }),
    async stop(): Promise<void> {
      await Promise.all([sqs.stop(), dynamodb.stop(), secrets.stop(), store.stop()]);
      await context.stop();
    },
  };
};
