import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../../tools/clock.ts';
import { lambdaContext } from '../../../tools/eventSourceMapping/lambdaContext.ts';
import { closeServer } from '../../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../../tools/local/engines/listenOnLoopback.ts';
import { toAnswer } from '../../support/bridge/answer.ts';
import { startContainer } from '../../support/bridge/startContainer.ts';
import { startSurroundings } from '../../support/bridge/startSurroundings.ts';
import { webhookRequest } from '../../support/bridge/webhookRequest.ts';
import { type CliOptions, createCli, type Told } from './createCli.ts';
import { type StageFacts, startStageAws } from './startStageAws.ts';

const root = join(import.meta.dirname, '../../..');

export interface DoorAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ExaminedStage = Awaited<ReturnType<typeof startExaminedStage>>;

/**
 * A deployed stage to be examined: the real `receive` behind its route, real queues, table and secret; what tells of the
 * stack, its functions, alarms and metrics is a stand-in that says that all is well until it is told otherwise.
 */
export const startExaminedStage = async () => {
  const surroundings = await startSurroundings();
  const { context, environments, stack } = surroundings;
  const receive = await startContainer('receive', environments.receive ?? {});
  const door = { answer: undefined as ((path: string) => DoorAnswer | undefined) | undefined };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const own = door.answer?.(path);
    if (own !== undefined) {
      return void response.writeHead(own.status, { ...own.headers }).end(own.body);
    }
    const token = path.split('/').at(-1) ?? '';
    const event = webhookRequest({
      method: request.method ?? '',
      token,
      body: await text(request),
      isBase64Encoded: false,
    });
    const lambda = { functionName: 'receive', timeoutMs: 10_000, clock: systemClock };
    const { status = 0, body } = toAnswer(await receive.invoke(event, lambdaContext(lambda)));
    response.writeHead(status).end(body);
  });
  const apiUrl = await listenOnLoopback(server);

  const well = (): StageFacts => ({
    stackStatus: 'UPDATE_COMPLETE',
    outputs: {
      TableName: context.tableName,
      EventsQueueUrl: context.queues.events.url,
      DeadLettersQueueUrl: context.queues.deadLetters.url,
      WebhookSecretArn: surroundings.secret.arn,
      HttpApiUrl: apiUrl,
    },
    resources: {
      ReceiveLambdaFunction: ['AWS::Lambda::Function', 'receive'],
      ConsumeLambdaFunction: ['AWS::Lambda::Function', 'consume'],
      ConsumeEventSourceMappingSQSEventsQueue: ['AWS::Lambda::EventSourceMapping', 'uuid-1'],
      DeadLettersAlarm: ['AWS::CloudWatch::Alarm', 'alarm-1'],
      OldestEventAlarm: ['AWS::CloudWatch::Alarm', 'alarm-2'],
    },
    answers: {
      GetFunctionConfiguration: ({ FunctionName }) => ({
        FunctionName,
        State: 'Active',
        LastUpdateStatus: 'Successful',
        Timeout: stack.functions[String(FunctionName)]?.timeoutSeconds,
      }),
      GetEventSourceMapping: ({ UUID }) => ({
        UUID,
        State: 'Enabled',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 5 },
      }),
      DescribeAlarms: ({ AlarmNames }) => ({
        MetricAlarms: (AlarmNames as string[]).map(AlarmName => ({ AlarmName, StateValue: 'OK' })),
      }),
      GetMetricStatistics: ({ MetricName, EndTime }) => ({
        Datapoints:
          MetricName === 'NumberOfMessagesSent'
            ? [
                { Timestamp: Number(EndTime) - 7200, Sum: 3 },
                { Timestamp: Number(EndTime) - 3600, Sum: 0 },
              ]
            : [{ Timestamp: Number(EndTime) - 60, Maximum: 0 }],
      }),
      DescribeTable: (_, { Table }) => ({
        Table: { ...(Table as object), DeletionProtectionEnabled: true },
      }),
      DescribeTimeToLive: () => ({
        TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' },
      }),
      DescribeContinuousBackups: () => ({
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
        },
      }),
    },
    errors: {},
  });
  const facts = well();
  const aws = await startStageAws(facts, surroundings.dynamodb.endpoint);
  Object.assign(process.env, {
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL_CLOUDFORMATION: aws.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: aws.endpoint,
    AWS_ENDPOINT_URL_CLOUDWATCH: aws.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: aws.endpoint,
  });
  const cli = await createCli();
  const secretText = surroundings.secret.value;

  return {
    ...surroundings,
    facts,
    door,
    aws,
    crm: (words: readonly string[], options: CliOptions = {}): Promise<Told> =>
      cli.crm([...words, '--stage', 'prod'], { root, now: Date.now(), ...options }),
    /** All is well again. */
    heal: (): void => {
      Object.assign(facts, well());
      door.answer = undefined;
      surroundings.secret.value = secretText;
      for (const proxy of [surroundings.sqs, surroundings.secrets, surroundings.dynamodb]) {
        proxy.faults = () => undefined;
      }
    },
    stop: async (): Promise<void> => {
      await Promise.all([aws.stop(), closeServer(server), cli.remove(), receive.stop()]);
      await surroundings.stop();
    },
  };
};
