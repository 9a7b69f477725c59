import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { keysOf } from './keysOf.ts';
import type { TableDescription } from './stack/stack.ts';
import { StartError } from './startError.ts';

/**
 * Makes the table with its keys and indexes, and waits until it can be used. One that is there
 * already, kept by `--data`, stays as it is.
 *
 * @returns its name, and whether it was made now
 * @throws {StartError} where one is there that has other keys or indexes
 */
export async function createTable(
  client: DynamoDBClient,
  table: TableDescription,
): Promise<{ readonly name: string; readonly created: boolean }> {
  const created = await client.send(new CreateTableCommand(createTableInput(table))).then(
    () => true,
    error => {
      if (error instanceof ResourceInUseException) return false;
      throw error;
    },
  );
  if (!created) await refuseOther(client, table);
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: table.name });
  return { name: table.name, created };
}

/** What engines know to make: neither expiry nor encryption nor recovery, which are AWS's alone. */
export function createTableInput(table: TableDescription): CreateTableCommandInput {
  return {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: Object.entries(table.attributes).map(([name, type]) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: keySchema(table),
    ...(table.indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: table.indexes.map(index => ({
            IndexName: index.name,
            KeySchema: keySchema(index),
            Projection: {
              ProjectionType: index.projection,
              ...(index.nonKeyAttributes === undefined
                ? {}
                : { NonKeyAttributes: [...index.nonKeyAttributes] }),
            },
          })),
        }),
  };
}

async function refuseOther(client: DynamoDBClient, table: TableDescription): Promise<void> {
  const { Table: found } = await client.send(new DescribeTableCommand({ TableName: table.name }));
  const wanted = createTableInput(table);
  if (found === undefined || keysOf(found) === keysOf(wanted)) return;
  throw new StartError(
    `the table ${table.name} that was kept has other keys or indexes than serverless.yml: choose another folder, or remove this one`,
  );
}

function keySchema(key: { readonly partitionKey: string; readonly sortKey?: string }) {
  const partition = { AttributeName: key.partitionKey, KeyType: 'HASH' as const };
  if (key.sortKey === undefined) return [partition];
  return [partition, { AttributeName: key.sortKey, KeyType: 'RANGE' as const }];
}
