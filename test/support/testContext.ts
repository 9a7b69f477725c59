import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { toDocumentClient } from '../../lib/aws/clients.ts';
import { createQueue } from '../../lib/aws/createQueue.ts';
import { createTable } from '../../lib/aws/createTable.ts';
import { type CrmConfig, defineCrm } from '../../lib/crm/config.ts';
import type { Row } from '../../lib/crm/row.ts';
import { type Applied, applyBatch } from '../../lib/pipeline/applyBatch.ts';
import { type Catalog, createCatalog } from '../../lib/pipeline/catalog.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import type { Queue, Table } from '../../lib/pipeline/ports.ts';
import { settleAll } from '../../lib/pipeline/settleAll.ts';
import { createQueues, type LocalQueues } from '../../tools/local/createQueues.ts';
import { createTable as makeTable } from '../../tools/local/createTable.ts';
import {
  type Engines,
  localCredentials,
  localRegion,
  startEngines,
} from '../../tools/local/engines.ts';
import { readStack } from '../../tools/local/readStack.ts';

/** When events are received in tests, unless a test says otherwise. */
export const RECEIVED_AT = '2026-03-01T12:00:00.000Z';

export interface TestContext {
  readonly engines: Engines;
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly queues: LocalQueues;
  readonly table: Table;
  readonly deadLetters: Queue;
  /** Applies elements (JSON text or values) as one batch, with a container's own catalog memory unless one is given. */
  readonly apply: (elements: readonly unknown[], options?: ApplyOptions) => Promise<Applied>;
  /** All rows of the table, or of one contact, by `contact_id|webhook_title`. */
  readonly rows: (contactId?: string) => Promise<Map<string, Row>>;
  /** Deletes all rows. */
  readonly clear: () => Promise<void>;
  /** Takes all messages out of a queue, parsed. */
  readonly take: (queue: keyof LocalQueues) => Promise<Record<string, unknown>[]>;
  readonly stop: () => Promise<void>;
}

export interface ApplyOptions {
  readonly config?: CrmConfig;
  readonly table?: Table;
  readonly catalog?: Catalog;
  readonly receivedAt?: string;
  readonly now?: () => number;
  readonly deadline?: number;
}

export const noPause = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

let tables = 0;

/**
 * Real engines in this process, with the table and queues of `serverless.yml`. With CRM_TEST_DYNAMODB set to an endpoint,
 * the table is made there instead: DynamoDB Local, AWS's own.
 */
export const createTestContext = async (
  config: CrmConfig = defineCrm({}),
): Promise<TestContext> => {
  const stack = readStack(new URL('../../serverless.yml', import.meta.url).pathname);
  const engines = await startEngines();
  const endpoint = process.env.CRM_TEST_DYNAMODB;
  const client =
    endpoint === undefined
      ? engines.dynamodb.client
      : new DynamoDBClient({ endpoint, region: localRegion, credentials: localCredentials });
  tables += 1;
  const tableName = `crm-${process.pid}-${tables}`;
  await makeTable(client, { ...stack.table, name: tableName });
  const queues = await createQueues(engines.sqs, stack.queues);
  const documents = toDocumentClient(client);
  const table = createTable(documents, tableName, noPause);
  const patience = { now: Date.now, pause: noPause };
  const deadLetters = createQueue(engines.sqs.client, queues.deadLetters.url, patience);

  const rows = async (contactId?: string): Promise<Map<string, Row>> => {
    const found = new Map<string, Row>();
    let start: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: start }),
      );
      for (const row of (page.Items ?? []) as Row[]) {
        if (contactId === undefined || row.contact_id === contactId) {
          found.set(`${row.contact_id}|${row.webhook_title}`, row);
        }
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  };

  return {
    engines,
    client,
    documents,
    tableName,
    queues,
    table,
    deadLetters,
    apply: (elements, options = {}) => {
      const own = options.table ?? table;
      return applyBatch(
        elements.map((element, index) => ({
          id: String(index),
          body: encodeEventMessage({
            received_at: options.receivedAt ?? RECEIVED_AT,
            raw: typeof element === 'string' ? element : JSON.stringify(element),
          }),
        })),
        {
          table: own,
          catalog: options.catalog ?? createCatalog(own),
          deadLetters,
          config: options.config ?? config,
          now: options.now ?? Date.now,
          pause: noPause,
          deadline: options.deadline ?? Date.now() + 30_000,
        },
      );
    },
    rows,
    clear: async () => {
      await settleAll([...(await rows()).values()].map(row => () => table.deleteEvent(row)));
    },
    take: async name => {
      const taken: Record<string, unknown>[] = [];
      for (;;) {
        const { Messages = [] } = await engines.sqs.client.send(
          new ReceiveMessageCommand({ QueueUrl: queues[name].url, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) return taken;
        taken.push(...Messages.map(({ Body = '' }) => JSON.parse(Body) as Record<string, unknown>));
      }
    },
    stop: async () => {
      if (endpoint !== undefined) {
        await client.send(new DeleteTableCommand({ TableName: tableName }));
        client.destroy();
      }
      await engines.stop();
    },
  };
};
