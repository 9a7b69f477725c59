import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { systemClock } from '../../tools/clock.ts';
import { createEventSourceMapping } from '../../tools/eventSourceMapping/createEventSourceMapping.ts';
import { inProcessInvoker } from '../../tools/eventSourceMapping/inProcessInvoker.ts';
import { lambdaContext } from '../../tools/eventSourceMapping/lambdaContext.ts';
import type { BatchOutcome } from '../../tools/eventSourceMapping/settings.ts';
import { type Answer, toAnswer } from './bridge/answer.ts';
import type { Container, FunctionName, StartContainer } from './bridge/container.ts';
import { startContainer } from './bridge/startContainer.ts';
import type { FaultProxy } from './bridge/startFaultProxy.ts';
import { startSurroundings } from './bridge/startSurroundings.ts';
import { webhookRequest } from './bridge/webhookRequest.ts';
import type { TestContext } from './testContext.ts';

export interface TimeLeft {
  /** What is left of the function's time, in milliseconds; all of it where absent. */
  readonly timeLeftMs?: number;
}

export interface PostOptions extends TimeLeft {
  /** The one in force, where absent. */
  readonly token?: string;
  readonly method?: 'POST' | 'GET' | 'HEAD';
  /** Sends the body as API Gateway sends what it takes for binary. */
  readonly base64?: boolean;
}

export interface BridgeOptions {
  /** In this process where absent. */
  readonly start?: StartContainer;
}

/** The two handlers, whole, between engines of this process. */
export interface Bridge extends Pick<TestContext, 'rows' | 'take' | 'table'> {
  readonly token: string;
  /** The secret's text, as the store has it; it may be changed. */
  readonly secret: { value: string };
  readonly sqs: FaultProxy;
  readonly dynamodb: FaultProxy;
  readonly secrets: FaultProxy;
  /** Sends a body through `receive`. @throws what the handler throws, which none should */
  post(body: string | undefined, options?: PostOptions): Promise<Answer>;
  /** Puts a message on the queue of events, past `receive`: as a replay does. */
  enqueue(body: string): Promise<void>;
  /** One round of the event source mapping; failed messages may come again at once. */
  consume(options?: TimeLeft): Promise<readonly BatchOutcome[]>;
  /** Rounds until the queue has nothing to give. */
  drain(options?: TimeLeft): Promise<readonly BatchOutcome[]>;
  /** Starts a function anew, cold, in place of the one that runs. */
  restart(name: FunctionName, environment?: Readonly<Record<string, string>>): Promise<void>;
  /** All that the handlers wrote. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts engines, table, queues, a secret, and both handlers with the environment that `serverless.yml` gives them. */
export const createBridge = async (options: BridgeOptions = {}): Promise<Bridge> => {
  const { start = startContainer } = options;
  const surroundings = await startSurroundings();
  const { context, stack, token, secret, sqs, dynamodb, secrets } = surroundings;
  const { queues, engines } = context;

  const startFunction = (name: FunctionName, environment = {}): Promise<Container> =>
    start(name, { ...surroundings.environments[name], ...environment });
  const containers = {
    receive: await startFunction('receive'),
    consume: await startFunction('consume'),
  };
  const written: string[] = [];
  const timeoutMs = (name: FunctionName) => (stack.functions[name]?.timeoutSeconds ?? 0) * 1000;
  const retire = async (name: FunctionName) => {
    await containers[name].stop();
    written.push(containers[name].output());
  };

  const outcomes: BatchOutcome[] = [];
  const map = ({ timeLeftMs = timeoutMs('consume') }: TimeLeft) =>
    createEventSourceMapping({
      sqs: engines.sqs.client,
      queueUrl: queues.events.url,
      queueArn: queues.events.arn,
      ...stack.mapping,
      // A failed message is seen again at once, so a batch must be one receive: no window.
      windowSeconds: 0,
      visibilityTimeoutSeconds: 0,
      invoke: inProcessInvoker((event, lambda) => containers.consume.invoke(event, lambda), {
        functionName: 'consume',
        timeoutMs: timeLeftMs,
      }),
      clock: systemClock,
      onBatch: outcome => outcomes.push(outcome),
      onError: () => {},
    });

  return {
    rows: context.rows,
    table: context.table,
    take: context.take,
    token,
    secret,
    sqs,
    dynamodb,
    secrets,
    async post(body, request = {}) {
      const { method = 'POST', base64 = false } = request;
      const event = webhookRequest({
        method,
        token: request.token ?? token,
        body: base64 ? Buffer.from(body ?? '').toString('base64') : body,
        isBase64Encoded: base64,
      });
      const lambda = lambdaContext({
        functionName: 'receive',
        timeoutMs: request.timeLeftMs ?? timeoutMs('receive'),
        clock: systemClock,
      });
      return toAnswer(await containers.receive.invoke(event, lambda));
    },
    async enqueue(body) {
      await engines.sqs.client.send(
        new SendMessageCommand({ QueueUrl: queues.events.url, MessageBody: body }),
      );
    },
    async consume(round = {}) {
      await map(round).pollOnce();
      return outcomes.splice(0);
    },
    async drain(round = {}) {
      await map(round).drain();
      return outcomes.splice(0);
    },
    async restart(name, environment) {
      await retire(name);
      containers[name] = await startFunction(name, environment);
    },
    output: () => written.join('') + containers.receive.output() + containers.consume.output(),
    async stop() {
      await retire('consume');
      await retire('receive');
      await surroundings.stop();
    },
  };
};
