import type { Change } from '../crm/change.ts';
import type { CrmConfig } from '../crm/config.ts';
import { emptyContact, mergeContacts, sameContact } from '../crm/contact.ts';
import { contactFromRow, contactToRow } from '../crm/contactRow.ts';
import { CONTACT, contactKey } from '../crm/keys.ts';
import { type Lookup, lookupsOf } from '../crm/lookups.ts';
import type { Row } from '../crm/row.ts';
import { reasonAgainstRow } from '../crm/rowSize.ts';
import type { Catalog } from './catalog.ts';
import { keysToRead, planWrite } from './planWrite.ts';
import { RefusedError, type Table } from './ports.ts';
import { settleAll } from './settleAll.ts';
import { sweepErased } from './sweepErased.ts';
import { untilWon } from './untilWon.ts';

export interface WriteDependencies {
  readonly table: Table;
  readonly catalog: Catalog;
  readonly config: CrmConfig;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Waits a little, longer with each round. */
  readonly pause: (round: number) => Promise<void>;
  /** When no further call is begun: epoch milliseconds. */
  readonly deadline?: number;
}

/** What became of a contact's changes. */
export interface Written {
  /** Events that changed something or were written again. */
  readonly written: number;
  /** Repeats of the newest event of their title: nothing to do. */
  readonly repeats: number;
  /** Events older than the contact's erasure. */
  readonly dropped: number;
}

/**
 * Writes what events or corrections change of one contact, by the protocol of docs/design.md, section 2. Another writer may
 * win at any step: then all is read and done again. Safe to repeat after a crash anywhere.
 *
 * @param rows what `keysToRead` names, as far as it exists
 * @throws RefusedError when it can never be written, anything else when it should be tried again
 */
export const writeContact = async (
  changes: readonly [Change, ...Change[]],
  rows: readonly Row[],
  deps: WriteDependencies,
): Promise<Written> => {
  const { id } = changes[0].says;
  const run: Run = { contactId: id, doubtful: new Map() };
  return untilWon(async attempt => {
    const read = attempt === 1 ? rows : await deps.table.read(keysToRead(id, changes));
    return attemptWrite(run, changes, read, deps);
  }, deps.pause);
};

/** What this run may have left in the table over its attempts. */
interface Run {
  readonly contactId: string;
  /** Lookups that it put or that it may have made untrue. */
  readonly doubtful: Map<string, Lookup>;
}

const attemptWrite = async (
  run: Run,
  changes: readonly Change[],
  rows: readonly Row[],
  deps: WriteDependencies,
): Promise<Written | 'lost'> => {
  const { table, config, deadline = Number.POSITIVE_INFINITY } = deps;
  const inTime = (): boolean => deps.now() < deadline;
  const partition = contactKey(run.contactId);
  const contactRow = rows.find(({ webhook_title }) => webhook_title === CONTACT);
  const before =
    contactRow === undefined ? emptyContact(run.contactId) : contactFromRow(contactRow);
  const plan = planWrite(changes, rows, before, new Date(deps.now()).toISOString());
  const after = plan.fresh.map(({ says }) => says).reduce(mergeContacts, before);
  const changed = !sameContact(before, after);
  const held = Number(contactRow?.rev ?? 0);
  const rev = changed ? held + 1 : held;
  const since = typeof contactRow?.since === 'string' ? contactRow.since : plan.since;
  const nextRow = contactToRow(after, config, { rev, since });
  const eventRows = plan.fresh.map(({ eventRow }) => eventRow).filter(row => row !== undefined);
  refuse([nextRow, ...plan.webhookRows.map(({ row }) => row), ...eventRows], plan.fresh);

  const had = lookupsOf(before, config);
  const truth = lookupsOf(after, config);
  const due = [...truth.values()].filter(({ key }) => !had.has(key));
  for (const lookup of [...had.values(), ...due]) run.doubtful.set(lookup.key, lookup);

  await settleAll<unknown>(
    [
      ...eventRows.map(row => () => table.putEvent(row)),
      ...due.map(lookup => () => table.putLookup(partition, lookup, rev, plan.since)),
      ...deps.catalog.writes(plan.fresh.flatMap(({ catalog }) => catalog)),
    ],
    inTime,
  );
  if (changed && !(await table.putVersioned(nextRow, contactRow))) return 'lost';
  const put = await settleAll(
    plan.webhookRows.map(
      ({ row, read }) =>
        () =>
          table.putVersioned(row, read),
    ),
    inTime,
  );
  if (put.includes(false)) return 'lost';
  await settleAll(
    [...run.doubtful.keys()]
      .filter(key => !truth.has(key))
      .map(key => () => table.deleteLookup({ contact_id: partition, webhook_title: key }, rev)),
    inTime,
  );
  // An earlier attempt, or one that died, may have put rows of what the tombstone drops.
  if (plan.dropped > 0) await sweepErased(table, { contact: after, rev, config });
  return { written: plan.fresh.length, repeats: plan.repeats, dropped: plan.dropped };
};

/** Tags and variables of one event: each is a row of the catalog, and more cannot be put within the function's time. */
const MOST_NAMES = 10_000;
/** The title and the bot are in the catalog too. */
const OTHER_NAMES = 2;

/** Before anything is put: what the table refuses must not leave half of its rows. */
const refuse = (rows: readonly Row[], changes: readonly Change[]): void => {
  const reason =
    rows.map(reasonAgainstRow).find(reason => reason !== undefined) ??
    (changes.some(({ catalog }) => catalog.length > MOST_NAMES + OTHER_NAMES)
      ? 'too many tags and variables: an event may have 10,000'
      : undefined);
  if (reason !== undefined) throw new RefusedError(reason);
};
