import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { CONTACT } from '../../lib/crm/keys.ts';

export interface CopyTableOptions {
  readonly client: DynamoDBClient;
  readonly from: string;
  readonly to: string;
  /** A table whose erasures hold, though they came after `from` was as it is: who was erased there is taken from there. */
  readonly erasedIn?: string;
  readonly onProgress?: (copied: Copied) => void;
}

/** How many rows were copied, were there already, or belonged to people who were erased since. */
export interface Copied {
  readonly copied: number;
  readonly kept: number;
  readonly erased: number;
}

type Item = Record<string, AttributeValue>;

/** Writes under way at a time. */
const PARALLEL = 16;

/**
 * Copies a table of contacts, row by row, as they are. A row that is in the target already stays: copying again after an
 * interruption goes on where it was, and nothing newer is overwritten. Nobody should write to the target meanwhile, or what
 * the copied row knew of that contact is left behind.
 *
 * @throws the SDK's error
 */
export const copyTable = async (options: CopyTableOptions): Promise<Copied> => {
  const { client, from, to, erasedIn, onProgress } = options;
  let counts: Copied = { copied: 0, kept: 0, erased: 0 };
  const count = (what: keyof Copied, rows: number) => {
    counts = { ...counts, [what]: counts[what] + rows };
  };
  const put = async (items: readonly Item[]): Promise<void> => {
    const waiting = [...items];
    const worker = async () => {
      for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
        count((await putUnlessThere(client, to, item)) ? 'copied' : 'kept', 1);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    onProgress?.(counts);
  };

  const erased =
    erasedIn === undefined ? new Set<string>() : await erasedContacts(client, erasedIn);
  for await (const { Items: items = [] } of paginateScan({ client }, { TableName: from })) {
    const left = items.filter(item => !erased.has(item.contact_id?.S ?? ''));
    count('erased', items.length - left.length);
    await put(left);
  }
  for (const id of erased) {
    // What they are since: a tombstone, or one who came back.
    const query = {
      TableName: erasedIn,
      KeyConditionExpression: 'contact_id = :id',
      ExpressionAttributeValues: { ':id': { S: id } },
    };
    for await (const { Items: items = [] } of paginateQuery({ client }, query)) await put(items);
  }
  return counts;
};

const erasedContacts = async (client: DynamoDBClient, table: string): Promise<Set<string>> => {
  const erased = new Set<string>();
  const scan = {
    TableName: table,
    FilterExpression: 'webhook_title = :contact AND attribute_exists(erased_at)',
    ExpressionAttributeValues: { ':contact': { S: CONTACT } },
  };
  for await (const { Items: items = [] } of paginateScan({ client }, scan)) {
    for (const { contact_id: id } of items) if (id?.S !== undefined) erased.add(id.S);
  }
  return erased;
};

const putUnlessThere = async (
  client: DynamoDBClient,
  table: string,
  item: Item,
): Promise<boolean> => {
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: item,
        ConditionExpression: 'attribute_not_exists(contact_id)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
