import { createHash } from 'node:crypto';
import type { CrmConfig } from '../../lib/crm/config.ts';
import { botPartitions } from '../../lib/pipeline/query/readCatalog.ts';
import { type Rebuilt, rebuildPartition } from '../../lib/pipeline/rebuildContact.ts';
import type { Stack } from '../connect/withStack.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import { createProgress } from '../show/progress.ts';
import type { World } from '../world.ts';
import { type RebuildState, rebuildStateFile } from './rebuildState.ts';

/** Contacts that are rebuilt at a time. */
const TOGETHER = 8;

export interface RebuildAllOptions {
  readonly dryRun: boolean;
  readonly restart: boolean;
  /** Is told of each contact that differs. */
  readonly differs: (contactId: string, rebuilt: Rebuilt) => Promise<void>;
}

/** Rebuilds every contact, bot by bot. Interrupted, the same line run again goes on from there. */
export const rebuildAll = async (
  { dryRun, restart, differs }: RebuildAllOptions,
  stack: Stack,
  world: World,
): Promise<Pick<RebuildState, 'contacts' | 'changed'>> => {
  const file = rebuildStateFile(world.root, stack.connection.table);
  const config = hashOf(stack.config);
  const left = dryRun || restart ? undefined : await file.read();
  let state: RebuildState =
    left?.config === config ? left : { config, done: [], contacts: 0, changed: 0 };
  if (state.contacts > 0)
    note(`Going on after ${counted(state.contacts, 'contact')}; --restart begins anew.`, world);
  const progress = createProgress(world);
  try {
    for (const partition of await botPartitions(stack.queries)) {
      if (state.done.includes(partition)) continue;
      const pages = stack.queries.lookup(partition, {
        newestFirst: false,
        ...(state.after && { after: state.after }),
      });
      for await (const page of pages) {
        for (let start = 0; start < page.length; start += TOGETHER) {
          world.stop.throwIfAborted();
          const some = page.slice(start, start + TOGETHER);
          const rebuilt = await Promise.all(
            some.map(({ contact_id }) => rebuildPartition(contact_id, { dryRun }, stack)),
          );
          let changed = 0;
          for (const [index, each] of rebuilt.entries()) {
            if (each === undefined || each.differences.length === 0) continue;
            changed += 1;
            await differs(some[index]?.contact_id ?? '', each);
          }
          const after = some.at(-1);
          state = {
            ...state,
            ...(after && { after }),
            contacts: state.contacts + some.length,
            changed: state.changed + changed,
          };
          progress.reached(state.contacts);
        }
        if (!dryRun) await file.write(state);
      }
      const { after: _, ...rest } = state;
      state = { ...rest, done: [...state.done, partition] };
    }
  } catch (error) {
    if (!dryRun) await file.write(state);
    throw error;
  } finally {
    progress.end();
  }
  if (!dryRun) await file.remove();
  return state;
};

/** Functions apart, there is nothing in a configuration but plain values and maps. */
const hashOf = (config: CrmConfig): string =>
  createHash('sha256')
    .update(
      JSON.stringify(config, (_, value: unknown) => (value instanceof Map ? [...value] : value)),
    )
    .digest('hex');
