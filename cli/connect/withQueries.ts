import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toDocumentClient } from '../../lib/aws/clients.ts';
import { createQueryTable } from '../../lib/aws/queryTable.ts';
import { createPause } from '../../lib/pipeline/pause.ts';
import type { QueryDependencies } from '../../lib/pipeline/query/findContacts.ts';
import type { World } from '../world.ts';
import { connect } from './connect.ts';
import type { Connection } from './connection.ts';
import type { ConnectionOptions } from './connectionOptions.ts';
import { type CostMeter, createCostMeter } from './costMeter.ts';
import { patience } from './patience.ts';

/** All that a query needs, and what it has cost so far. */
export interface Queries extends QueryDependencies {
  readonly connection: Connection;
  readonly costs: CostMeter;
}

/** Connects, asks, and lets go of the connection. Once the person has had enough, no call is begun any more. */
export const withQueries = async <T>(
  options: ConnectionOptions,
  world: World,
  ask: (queries: Queries) => Promise<T>,
): Promise<T> => {
  const config = await world.loadConfig();
  const connection = await connect(options, world);
  const client = new DynamoDBClient({
    ...patience(world.environment),
    ...connection.clientOptions('dynamodb'),
  });
  const costs = createCostMeter();
  const table = createQueryTable(toDocumentClient(client), connection.table, {
    pause: createPause(sleep, Math.random),
    onRead: cost => {
      world.stop.throwIfAborted();
      costs.add(cost);
    },
  });
  try {
    return await ask({ connection, table, config, costs });
  } finally {
    client.destroy();
  }
};
