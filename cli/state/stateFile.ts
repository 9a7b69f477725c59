import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';

/** Where a reading of the index stands. */
export const indexKey = v.strictObject({
  contact_id: v.string(),
  webhook_title: v.string(),
  lookup: v.string(),
  since: v.string(),
});

/** How far a long command got: kept in a file until it is done. */
export interface StateFile<State> {
  /** Undefined where none was left, or where it is not to be read. */
  readonly read: () => Promise<State | undefined>;
  /** Replaces it as a whole: killed at any moment, the old one or the new one is there. Runs side by side may both write it. */
  readonly write: (state: State) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export const stateFile = <State>(
  file: string,
  schema: v.GenericSchema<unknown, State>,
): StateFile<State> => ({
  read: async () => {
    try {
      return v.parse(schema, JSON.parse(await readFile(file, 'utf8')));
    } catch {
      return undefined;
    }
  },
  write: async state => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const next = `${file}.${randomUUID()}.new`;
    await writeFile(next, JSON.stringify(state), { mode: 0o600 });
    await rename(next, file);
  },
  remove: () => rm(file, { force: true }),
});
