import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** What a table's description and the wish for one have in common, as far as it is compared. */
export interface KeyedTable {
  readonly KeySchema?: CreateTableCommandInput['KeySchema'];
  readonly GlobalSecondaryIndexes?:
    | {
        readonly IndexName?: string | undefined;
        readonly KeySchema?: CreateTableCommandInput['KeySchema'];
      }[]
    | undefined;
}

/** A table's keys and indexes as a text that is the same for tables with the same ones. */
export function keysOf({
  KeySchema: own,
  GlobalSecondaryIndexes: indexes = [],
}: KeyedTable): string {
  const named = indexes.map(({ IndexName: name, KeySchema: keys }) => [name, keyOf(keys)]);
  return JSON.stringify([keyOf(own), Object.entries(Object.fromEntries(named)).sort(byName)]);
}

function keyOf(schema: KeyedTable['KeySchema'] = []): string {
  const named = (type: string) => schema.find(key => key.KeyType === type)?.AttributeName ?? '';
  return `${named('HASH')} ${named('RANGE')}`;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a.localeCompare(b);
