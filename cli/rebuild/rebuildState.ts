import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Connection } from '../connect/connection.ts';
import { indexKey, type StateFile, stateFile } from '../state/stateFile.ts';
import type { World } from '../world.ts';

const schema = v.strictObject({
  /** Of the configuration: under another one it begins anew. */
  config: v.string(),
  /** Index partitions that are done. */
  done: v.array(v.string()),
  /** The last row of the partition that is not. */
  after: v.optional(indexKey),
  contacts: v.number(),
  changed: v.number(),
});

/** How far a rebuild of all contacts got. */
export type RebuildState = v.InferOutput<typeof schema>;

/**
 * The state of a rebuild of one table: another of the same name, elsewhere or in a stack that was made anew, has a file of
 * its own. Runs side by side may both write it: each only what is done.
 */
export const rebuildStateFile = (
  { table, queues, clientOptions }: Connection,
  { root, environment }: Pick<World, 'root' | 'environment'>,
): StateFile<RebuildState> => {
  const { region, endpoint } = clientOptions('dynamodb');
  const { AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL } = environment;
  // The queue's URL has the account.
  const place = [
    table,
    region,
    endpoint ?? AWS_ENDPOINT_URL_DYNAMODB ?? AWS_ENDPOINT_URL,
    queues.events,
  ];
  const hash = createHash('sha256').update(JSON.stringify(place)).digest('hex');
  return stateFile(join(root, '.crm', `rebuild-${hash.slice(0, 12)}.json`), schema);
};
