import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Key, Row } from '../../lib/crm/row.ts';
import { rowSize } from '../../lib/crm/rowSize.ts';
import { aroundCalls, type Call } from './aroundCalls.ts';

/** What one call cost: units of the table, and of its index. */
export interface MeteredCall {
  readonly name: string;
  /** The sort keys that it was about. */
  readonly keys: readonly string[];
  readonly table: number;
  readonly index: number;
  /** A write whose condition did not hold. */
  readonly refused?: true;
}

export interface Units {
  readonly writes: number;
  readonly reads: number;
}

/**
 * Counts the units of all that a client does meanwhile, as AWS charges them. The engine says what each call cost, but for two
 * things that it leaves out and AWS charges: a key that is read and not there, and a write whose condition does not hold.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export const meterUnits = async <T>(
  client: DynamoDBDocumentClient,
  run: () => Promise<T>,
): Promise<{
  readonly result: T;
  readonly calls: readonly MeteredCall[];
  readonly units: Units;
}> => {
  const calls: MeteredCall[] = [];
  const takeOut = aroundCalls(client, async (call, send) => {
    const told = { name: call.name, keys: keysOf(call).map(key => key.webhook_title) };
    try {
      const answer = await send({ ...call.input, ReturnConsumedCapacity: 'INDEXES' });
      const capacities = [answer.ConsumedCapacity].flat() as (ConsumedCapacity | undefined)[];
      const indexes = capacities.flatMap(each => Object.values(each?.GlobalSecondaryIndexes ?? {}));
      calls.push({
        ...told,
        table: sum(capacities.map(each => each?.Table)) + unitsOfMissing(call, answer),
        index: sum(indexes),
      });
      return answer;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') {
        calls.push({ ...told, table: unitsOfRefused(call), index: 0, refused: true });
      }
      throw error;
    }
  });
  const unitsOf = (which: (call: MeteredCall) => boolean) =>
    calls.filter(which).reduce((units, { table, index }) => units + table + index, 0);
  try {
    const result = await run();
    const units = { writes: unitsOf(isWrite), reads: unitsOf(call => !isWrite(call)) };
    return { result, calls, units };
  } finally {
    takeOut();
  }
};

const isWrite = ({ name }: MeteredCall): boolean => !/Get|Query|Scan/.test(name);

const keysOf = ({ input }: Call): readonly Key[] => {
  const {
    RequestItems,
    Item,
    Key: key,
  } = input as {
    RequestItems?: Record<string, { Keys?: readonly Key[] }>;
    Item?: Row;
    Key?: Key;
  };
  return [
    ...Object.values(RequestItems ?? {}).flatMap(({ Keys = [] }) => Keys),
    ...[Item ?? key].filter(each => each !== undefined),
  ];
};

/** Our consistent reads: a key that is not there costs one unit, as a small row would. */
const unitsOfMissing = (call: Call, { Responses }: Call['input']): number =>
  call.name.startsWith('BatchGet')
    ? keysOf(call).length - Object.values(Responses as Record<string, Row[]>).flat().length
    : 0;

/** As if it were written; of an update or a delete the engine would say, and the rows here have one unit. */
const unitsOfRefused = ({ input }: Call): number =>
  input.Item === undefined ? 1 : Math.ceil(rowSize(input.Item as Row) / 1024);

const sum = (capacities: readonly ({ CapacityUnits?: number | undefined } | undefined)[]): number =>
  capacities.reduce((units, each) => units + (each?.CapacityUnits ?? 0), 0);
