import { scaledClock } from '../clock.ts';
import { createEventSourceMapping } from '../eventSourceMapping/createEventSourceMapping.ts';
import { lambdaEndpointInvoker } from '../eventSourceMapping/lambdaEndpointInvoker.ts';
import type { BatchOutcome } from '../eventSourceMapping/settings.ts';
import { claimDataFolder } from './dataFolder.ts';
import { type LocalStackFile, writeLocalStackFile } from './localStackFile.ts';
import { makeResources, type Resources } from './makeResources.ts';
import { freePort } from './ports.ts';
import type { Request } from './serverless/messages.ts';
import { runServerless } from './serverless/runServerless.ts';
import type { Stack } from './stack/stack.ts';

export interface LocalStackOptions {
  /** The project's folder. */
  readonly root: string;
  /** Of the webhook: one that nothing listens on. */
  readonly port: number;
  /** Whether the engines try to listen where they always do. */
  readonly usualPorts: boolean;
  readonly data?: string;
  readonly timeScale: number;
  /** What the stack tells of while it runs. */
  readonly onRequest: (request: Request) => void;
  readonly onBatch: (functionKey: string, outcome: BatchOutcome) => void;
  readonly onLine: (line: string) => void;
  readonly onError: (error: unknown) => void;
  /** Aborts the start. */
  readonly signal: AbortSignal;
}

export interface LocalStack {
  /** What `serverless.yml` says. */
  readonly description: Stack;
  readonly resources: Resources;
  readonly file: LocalStackFile;
  /** Resolves, to the reason, when the stack has ended without being told to. */
  readonly ended: Promise<string>;
  /** Ends all: no batch is cut short, no process is left. */
  stop(): Promise<void>;
}

/**
 * Runs the whole bridge: the engines and the event source mapping in this process, the HTTP API and
 * the functions in a process of `serverless offline`. Resolves when events can be posted.
 *
 * @throws {StartError} with one line for the user
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { root, timeScale } = options;
  const cleanups: (() => unknown)[] = [];
  let stopped = false;
  const stop = async () => {
    stopped = true;
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    const lambdaPort = await freePort();
    const data = options.data === undefined ? undefined : claimDataFolder(options.data);
    if (data !== undefined) cleanups.push(data.release);

    let made: { description: Stack; resources: Resources } | undefined;
    const serverless = await runServerless({
      ...options,
      httpPort: options.port,
      lambdaPort,
      async environments(description) {
        const resources = await makeResources(description, {
          timeScale,
          usualPorts: options.usualPorts,
          ...(data === undefined ? {} : { data: data.path }),
        });
        // Interrupted in the meantime: nobody else would stop them.
        if (stopped) await resources.stop();
        else cleanups.push(resources.stop);
        made = { description, resources };
        return resources.environments;
      },
    });
    cleanups.push(serverless.stop);
    if (made === undefined) throw new Error('serverless offline was ready without our plugin');
    const { description, resources } = made;

    const lambda = `http://127.0.0.1:${lambdaPort}`;
    const mapping = createEventSourceMapping({
      ...description.mapping,
      sqs: resources.engines.sqs.client,
      queueUrl: resources.queues.events.url,
      queueArn: resources.queues.events.arn,
      invoke: lambdaEndpointInvoker({
        endpoint: lambda,
        functionName: description.functions[description.mapping.function]?.name ?? '',
      }),
      clock: scaledClock(timeScale),
      onBatch: outcome => options.onBatch(description.mapping.function, outcome),
      onError: options.onError,
    });
    mapping.start();
    cleanups.push(() => mapping.stop());

    const file = stackFile(description, resources, options.port, lambda);
    cleanups.push(writeLocalStackFile(root, file));
    return { description, resources, file, ended: serverless.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function stackFile(
  description: Stack,
  { engines, queues, secrets, table, token }: Resources,
  port: number,
  lambda: string,
): LocalStackFile {
  const post = Object.values(description.functions)
    .flatMap(({ routes }) => routes)
    .find(({ method }) => method === 'POST');
  const path = (post?.path ?? '').replace(/\{[^}]+\}/, token);
  return {
    pid: process.pid,
    webhookUrl: `http://127.0.0.1:${port}${path}`,
    endpoints: {
      dynamodb: engines.dynamodb.endpoint,
      sqs: engines.sqs.endpoint,
      secretsManager: secrets.endpoint,
      lambda,
    },
    region: engines.region,
    credentials: engines.credentials,
    table,
    queues: { events: queues.events.url, deadLetters: queues.deadLetters.url },
  };
}
