import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { toDocumentClient } from '../../lib/aws/clients.ts';
import { createDeadLetterQueue } from '../../lib/aws/createDeadLetterQueue.ts';
import { createQueue } from '../../lib/aws/createQueue.ts';
import { createTable } from '../../lib/aws/createTable.ts';
import { createQueryTable } from '../../lib/aws/queryTable.ts';
import type { CrmConfig } from '../../lib/crm/config.ts';
import { type Catalog, createCatalog } from '../../lib/pipeline/catalog.ts';
import type { DeadLetterQueue } from '../../lib/pipeline/deadLetterQueue.ts';
import { createPause } from '../../lib/pipeline/pause.ts';
import type { Queue, Table } from '../../lib/pipeline/ports.ts';
import type { QueryTable } from '../../lib/pipeline/query/queryPort.ts';
import type { World } from '../world.ts';
import { connect } from './connect.ts';
import type { Connection } from './connection.ts';
import type { ConnectionOptions } from './connectionOptions.ts';
import { patience } from './patience.ts';

/** An endpoint that the person named (AWS_ENDPOINT_URL) goes before the host in a queue's URL. */
export const BY_ENDPOINT = { useQueueUrlAsEndpoint: false };

/** A stack at hand, for commands that change what is there. */
export interface Stack {
  readonly connection: Connection;
  readonly config: CrmConfig;
  readonly table: Table;
  readonly queries: QueryTable;
  readonly catalog: Catalog;
  readonly events: Queue;
  readonly deadLetters: Queue;
  /** The dead letters, to read. */
  readonly letters: DeadLetterQueue;
  readonly now: () => number;
  readonly pause: (round: number) => Promise<void>;
}

/** Connects, works, and lets go of the connection. Once the person has had enough, no call is begun any more. */
export const withStack = async <T>(
  options: ConnectionOptions,
  world: World,
  work: (stack: Stack) => Promise<T>,
): Promise<T> => {
  const config = await world.loadConfig();
  const connection = await connect(options, world);
  const waits = patience(world.environment);
  const dynamodb = new DynamoDBClient({ ...waits, ...connection.clientOptions('dynamodb') });
  const sqs = new SQSClient({ ...waits, ...BY_ENDPOINT, ...connection.clientOptions('sqs') });
  const documents = toDocumentClient(dynamodb);
  const { now, stop } = world;
  const breathe = createPause(sleep, Math.random);
  const pause = (round: number): Promise<void> => {
    stop.throwIfAborted();
    return breathe(round);
  };
  dynamodb.middlewareStack.add(refuseOnceStopped(stop), { step: 'initialize' });
  sqs.middlewareStack.add(refuseOnceStopped(stop), { step: 'initialize' });
  const table = createTable(documents, connection.table, pause);
  const queue = (url: string): Queue => createQueue(sqs, url, { now: Date.now, pause });
  try {
    return await work({
      connection,
      config,
      table,
      queries: createQueryTable(documents, connection.table, { pause }),
      catalog: createCatalog(table),
      events: queue(connection.queues.events),
      deadLetters: queue(connection.queues.deadLetters),
      letters: createDeadLetterQueue(
        sqs,
        connection.queues.deadLetters,
        connection.stack === undefined ? 0 : 1,
      ),
      now,
      pause,
    });
  } finally {
    dynamodb.destroy();
    sqs.destroy();
  }
};

/** What was hidden from others is given back all the same. */
const refuseOnceStopped =
  (stop: AbortSignal) =>
  <Args, Answer>(
    next: (args: Args) => Promise<Answer>,
    { commandName }: { readonly commandName?: string },
  ) =>
  async (args: Args): Promise<Answer> => {
    if (commandName !== 'ChangeMessageVisibilityBatchCommand') stop.throwIfAborted();
    return next(args);
  };
