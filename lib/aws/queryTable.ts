import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Key, Row } from '../crm/row.ts';
import {
  type IndexKey,
  type QueryTable,
  type ReadCost,
  ThrottledError,
} from '../pipeline/query/queryPort.ts';

/** DynamoDB's limit for one BatchGet. */
const BATCH_GET_KEYS = 100;
/** How often a table that leaves reads unprocessed is asked again without getting anywhere. */
const ROUNDS = 10;

export interface QueryTableOptions {
  /** Waits before another round, longer with each. */
  readonly pause: (round: number) => Promise<void>;
  /** Is told what each call read and cost. */
  readonly onRead?: (cost: ReadCost) => void;
}

/** The table on DynamoDB, for queries: index, keys and ranges, never a scan. */
export const createQueryTable = (
  client: DynamoDBDocumentClient,
  tableName: string,
  { pause, onRead = () => {} }: QueryTableOptions,
): QueryTable => {
  async function* query(
    input: Omit<QueryCommandInput, 'TableName'>,
    cost: Pick<ReadCost, 'kind' | 'what'>,
  ): AsyncGenerator<{ readonly items: readonly Row[]; readonly count: number }, void> {
    let start = input.ExclusiveStartKey;
    do {
      const page = await client.send(
        new QueryCommand({
          ...input,
          TableName: tableName,
          ExclusiveStartKey: start,
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      const count = page.Count ?? 0;
      onRead({ ...cost, rows: count, units: page.ConsumedCapacity?.CapacityUnits ?? 0 });
      yield { items: (page.Items ?? []) as Row[], count };
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  }

  /** @returns the rows, and the keys that the table left for another time */
  const batchGet = async (
    keys: readonly Key[],
  ): Promise<{ readonly rows: readonly Row[]; readonly left: readonly Key[] }> => {
    const { Responses, UnprocessedKeys, ConsumedCapacity } = await client.send(
      new BatchGetCommand({
        RequestItems: { [tableName]: { Keys: [...keys] } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    const rows = (Responses?.[tableName] ?? []) as Row[];
    const units = (ConsumedCapacity ?? []).reduce(
      (sum, each) => sum + (each.CapacityUnits ?? 0),
      0,
    );
    onRead({ kind: 'rows', what: '', rows: rows.length, units });
    return { rows, left: (UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[] };
  };

  return {
    lookup: async function* lookup(partition, options = {}) {
      const { after, newestFirst = true, pageSize } = options;
      const pages = query(
        {
          IndexName: 'byLookup',
          KeyConditionExpression: '#lookup = :lookup',
          ExpressionAttributeNames: { '#lookup': 'lookup' },
          ExpressionAttributeValues: { ':lookup': partition },
          ScanIndexForward: !newestFirst,
          ...(pageSize !== undefined && { Limit: pageSize }),
          ...(after !== undefined && { ExclusiveStartKey: { ...after } }),
        },
        { kind: 'index', what: partition },
      );
      for await (const { items } of pages) yield items as unknown as readonly IndexKey[];
    },

    count: async partition => {
      const pages = query(
        {
          IndexName: 'byLookup',
          KeyConditionExpression: '#lookup = :lookup',
          ExpressionAttributeNames: { '#lookup': 'lookup' },
          ExpressionAttributeValues: { ':lookup': partition },
          Select: 'COUNT',
        },
        { kind: 'index', what: partition },
      );
      let sum = 0;
      for await (const { count } of pages) sum += count;
      return sum;
    },

    read: async keys => {
      const rows: Row[] = [];
      let wanted = [...keys];
      for (let round = 0; wanted.length > 0; ) {
        if (round > ROUNDS) throw new ThrottledError('the table leaves reads unprocessed');
        if (round > 0) await pause(round);
        const answer = await batchGet(wanted.slice(0, BATCH_GET_KEYS));
        rows.push(...answer.rows);
        wanted = [...answer.left, ...wanted.slice(BATCH_GET_KEYS)];
        round = answer.left.length > 0 && answer.rows.length === 0 ? round + 1 : 0;
      }
      return rows;
    },

    range: async function* range(partition, options) {
      const { from, to, descending = false, pageSize } = options;
      const pages = query(
        {
          ConsistentRead: true,
          KeyConditionExpression: 'contact_id = :partition AND webhook_title BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':partition': partition, ':from': from, ':to': to },
          ScanIndexForward: !descending,
          ...(pageSize !== undefined && { Limit: pageSize }),
        },
        { kind: 'range', what: `${partition}, ${from} … ${to}` },
      );
      for await (const { items } of pages) yield items;
    },
  };
};
