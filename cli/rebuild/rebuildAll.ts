import { createHash } from 'node:crypto';
import type { CrmConfig } from '../../lib/crm/config.ts';
import { RefusedError } from '../../lib/pipeline/ports.ts';
import type { IndexKey } from '../../lib/pipeline/query/queryPort.ts';
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
/** Contacts after which it is noted how far it got. */
const PAGE = 200;

export interface RebuildAllOptions {
  readonly dryRun: boolean;
  /** Is told of each contact. */
  readonly read: (rebuilt: Rebuilt) => void;
  /** Is told of each contact that differs. */
  readonly differs: (rebuilt: Rebuilt) => Promise<void>;
  /** Is told of each contact whose rows the table refuses: it stays as it is. */
  readonly refused: (contactId: string, reason: string) => void;
}

/** What a rebuild of all contacts did, an interrupted one's part included. */
export type RebuiltAll = Pick<RebuildState, 'contacts' | 'changed'>;

/** What an interrupted rebuild left, if it was of this table and under this configuration. */
export const readLeft = async (
  { connection, config }: Stack,
  world: World,
): Promise<RebuildState | undefined> => {
  const left = await rebuildStateFile(connection, world).read();
  return left?.config === hashOf(config) ? left : undefined;
};

/**
 * Rebuilds every contact, bot by bot.
 *
 * @param left from where it goes on
 */
export const rebuildAll = async (
  { dryRun, read, differs, refused }: RebuildAllOptions,
  left: RebuildState | undefined,
  stack: Stack,
  world: World,
): Promise<RebuiltAll> => {
  const file = rebuildStateFile(stack.connection, world);
  let state = left ?? { config: hashOf(stack.config), done: [], contacts: 0, changed: 0 };
  if (left !== undefined)
    note(`Going on after ${counted(left.contacts, 'contact')}; --restart begins anew.`, world);
  const progress = createProgress(world);

  const rebuildOne = async ({ contact_id }: IndexKey): Promise<Rebuilt | undefined> => {
    try {
      return await rebuildPartition(contact_id, { dryRun }, stack);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refused(contact_id, error.message);
      return undefined;
    }
  };
  const rebuildSome = async (some: readonly IndexKey[]): Promise<void> => {
    const rebuilt = (await Promise.all(some.map(rebuildOne))).filter(each => each !== undefined);
    const changed = rebuilt.filter(({ differences }) => differences.length > 0);
    for (const each of rebuilt) read(each);
    for (const each of changed) await differs(each);
    const [after, contacts] = [some.at(-1), state.contacts + some.length];
    state = {
      ...state,
      ...(after && { after }),
      contacts,
      changed: state.changed + changed.length,
    };
    progress.reached(contacts);
  };

  try {
    for (const partition of await botPartitions(stack.queries)) {
      if (state.done.includes(partition)) continue;
      const { after, ...rest } = state;
      // The catalog may name other bots by now: the place is one of its own partition.
      const from = after?.lookup === partition && { after };
      const options = { newestFirst: false, pageSize: PAGE, ...from };
      for await (const page of stack.queries.lookup(partition, options)) {
        for (let start = 0; start < page.length; start += TOGETHER) {
          await rebuildSome(page.slice(start, start + TOGETHER));
        }
        if (!dryRun) await file.write(state);
      }
      const { contacts, changed } = state;
      state = { ...rest, contacts, changed, done: [...state.done, partition] };
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
