import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Connection } from '../connect/connection.ts';
import type { World } from '../world.ts';

const key = v.strictObject({
  contact_id: v.string(),
  webhook_title: v.string(),
  lookup: v.string(),
  since: v.string(),
});

const schema = v.strictObject({
  /** Of the configuration: under another one it begins anew. */
  config: v.string(),
  /** Index partitions that are done. */
  done: v.array(v.string()),
  /** The last row of the partition that is not. */
  after: v.optional(key),
  contacts: v.number(),
  changed: v.number(),
});

/** How far a rebuild of all contacts got. */
export type RebuildState = v.InferOutput<typeof schema>;

/** A rebuild's state: kept in the project until it is done. */
export interface RebuildStateFile {
  readonly read: () => Promise<RebuildState | undefined>;
  readonly write: (state: RebuildState) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/**
 * The state of a rebuild of one table: another of the same name, elsewhere or in a stack that was made anew, has a file of
 * its own. Runs side by side may both write it: each only what is done.
 */
export const rebuildStateFile = (
  { table, queues, clientOptions }: Connection,
  { root, environment }: Pick<World, 'root' | 'environment'>,
): RebuildStateFile => {
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
  const file = join(root, '.crm', `rebuild-${hash.slice(0, 12)}.json`);
  return {
    read: async () => {
      try {
        return v.parse(schema, JSON.parse(await readFile(file, 'utf8')));
      } catch {
        return undefined;
      }
    },
    // Replaced as a whole: killed at any moment, the old one or the new one is there.
    write: async state => {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const next = `${file}.${randomUUID()}.new`;
      await writeFile(next, JSON.stringify(state), { mode: 0o600 });
      await rename(next, file);
    },
    remove: () => rm(file, { force: true }),
  };
};
