import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { systemClock } from '../../clock.ts';
import { createEventSourceMapping } from '../../eventSourceMapping/createEventSourceMapping.ts';
import { inProcessInvoker } from '../../eventSourceMapping/inProcessInvoker.ts';
import { lambdaContext } from '../../eventSourceMapping/lambdaContext.ts';
import type { BatchOutcome } from '../../eventSourceMapping/settings.ts';
import { startZipFunction } from '../zip/startZipFunction.ts';
import { webhookEvent } from '../zip/webhookEvent.ts';
import type { Deployed, DeployedFunction } from './readDeployed.ts';

export interface RunningDeploy {
  /** Sends a body through the deployed `receive`. */
  post(token: string, body: string): Promise<APIGatewayProxyStructuredResultV2>;
  /** Hands the queue's messages to the deployed `consume`, until there is none. */
  drain(): Promise<readonly BatchOutcome[]>;
  /** All that the functions wrote. */
  output(): string;
  stop(): Promise<void>;
}

export interface StartDeployedOptions {
  /** Of the stand-in for AWS. */
  readonly endpoint: string;
  /** Region and credentials. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs the zips that were deployed, with the environment that the deployed functions have, between moto's queues and table. */
export const startDeployed = async (
  { receive, consume, mapping, outputs }: Deployed,
  { endpoint, environment }: StartDeployedOptions,
): Promise<RunningDeploy> => {
  // A queue's URL is that of AWS, and the SDK goes there whatever endpoint it is given.
  const here = (url: string) => endpoint + new URL(url).pathname;
  const environmentOf = ({ name, environment: own }: DeployedFunction) => ({
    ...Object.fromEntries(
      Object.entries(own).map(([key, value]) => [
        key,
        key.endsWith('_QUEUE_URL') ? here(value) : value,
      ]),
    ),
    ...environment,
    AWS_ENDPOINT_URL: endpoint,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: 'INFO',
    TZ: ':UTC',
  });
  const receiver = await startZipFunction({
    ...receive,
    environment: environmentOf(receive),
  });
  const consumer = await startZipFunction({ ...consume, environment: environmentOf(consume) });

  const sqs = new SQSClient({
    endpoint,
    region: environment.AWS_REGION ?? '',
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  });
  const outcomes: BatchOutcome[] = [];
  const source = createEventSourceMapping({
    ...mapping,
    sqs,
    queueUrl: here(outputs.EventsQueueUrl ?? ''),
    invoke: inProcessInvoker((event, context) => consumer.invoke(event, context), {
      functionName: consume.name,
      timeoutMs: consume.timeoutMs,
    }),
    clock: systemClock,
    onBatch: outcome => outcomes.push(outcome),
  });

  return {
    async post(token, body) {
      const context = lambdaContext({
        functionName: receive.name,
        timeoutMs: receive.timeoutMs,
        clock: systemClock,
      });
      const answer = await receiver.invoke(webhookEvent(token, body), context);
      return answer as APIGatewayProxyStructuredResultV2;
    },
    async drain() {
      await source.drain();
      return outcomes.splice(0);
    },
    output: () => receiver.output() + consumer.output(),
    async stop() {
      await source.stop();
      await Promise.all([receiver.stop(), consumer.stop()]);
      sqs.destroy();
    },
  };
};
