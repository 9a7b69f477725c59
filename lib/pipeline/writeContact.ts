import type { Change } from '../crm/change.ts';
import type { CrmConfig } from '../crm/config.ts';
import { type Contact, emptyContact, mergeContacts, sameContact } from '../crm/contact.ts';
import { contactFromRow, contactToRow } from '../crm/contactRow.ts';
import { CONTACT, contactKey, webhookKey } from '../crm/keys.ts';
import { type Lookup, lookupsOf } from '../crm/lookups.ts';
import type { Key, Row } from '../crm/row.ts';
import { LARGEST_ROW, rowSize } from '../crm/rowSize.ts';
import { mergeWebhooks, webhookFromRow, webhookToRow } from '../crm/webhookRow.ts';
import type { Catalog } from './catalog.ts';
import { RefusedError, type Table } from './ports.ts';
import { settleAll } from './settleAll.ts';
import { sweepErased } from './sweepErased.ts';

/** How often a lost race is run again before the messages go back to the queue. */
const ATTEMPTS = 12;

export interface WriteDependencies {
  readonly table: Table;
  readonly catalog: Catalog;
  readonly config: CrmConfig;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Waits a little, longer with each round. */
  readonly pause: (round: number) => Promise<void>;
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

/** The rows that must be read before a contact's changes are written. */
export const keysToRead = (contactId: string, changes: readonly Change[]): readonly Key[] => {
  const contact_id = contactKey(contactId);
  const titles = changes.flatMap(({ webhook }) => (webhook ? [webhookKey(webhook.title)] : []));
  return [CONTACT, ...new Set(titles)].map(webhook_title => ({ contact_id, webhook_title }));
};

/**
 * Writes what events or corrections change of one contact, by the protocol of docs/design.md, section 2. Another writer may win at any step: then all
 * is read and done again. Safe to repeat after a crash anywhere.
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
  let read = rows;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const written = await attemptWrite(run, changes, read, deps);
    if (written !== undefined) return written;
    await deps.pause(attempt);
    read = await deps.table.read(keysToRead(id, changes));
  }
  throw new Error('other writers of the same contact won every time');
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
): Promise<Written | undefined> => {
  const { table, config } = deps;
  const partition = contactKey(run.contactId);
  const contactRow = rows.find(({ webhook_title }) => webhook_title === CONTACT);
  const before =
    contactRow === undefined ? emptyContact(run.contactId) : contactFromRow(contactRow);
  const plan = planWrite(changes, rows, before, deps);
  const after = plan.fresh.map(({ says }) => says).reduce(mergeContacts, before);
  const changed = !sameContact(before, after);
  const held = Number(contactRow?.rev ?? 0);
  const rev = changed ? held + 1 : held;
  const since = typeof contactRow?.since === 'string' ? contactRow.since : plan.since;
  const nextRow = contactToRow(after, config, { rev, since });
  const eventRows = plan.fresh.map(({ eventRow }) => eventRow).filter(row => row !== undefined);
  refuseOversized([nextRow, ...plan.webhookRows.map(({ row }) => row), ...eventRows]);

  const had = lookupsOf(before, config);
  const truth = lookupsOf(after, config);
  const due = [...truth.values()].filter(({ key }) => !had.has(key));
  for (const lookup of [...had.values(), ...due]) run.doubtful.set(lookup.key, lookup);

  await settleAll<unknown>([
    ...eventRows.map(row => table.putEvent(row)),
    ...due.map(lookup => table.putLookup(partition, lookup, rev, plan.since)),
    deps.catalog.write(plan.fresh.flatMap(({ catalog }) => catalog)),
  ]);
  if (changed && !(await table.putVersioned(nextRow, contactRow))) return undefined;
  const put = await settleAll(
    plan.webhookRows.map(({ row, read }) => table.putVersioned(row, read)),
  );
  if (put.includes(false)) return undefined;
  await settleAll(
    [...run.doubtful.keys()]
      .filter(key => !truth.has(key))
      .map(key => table.deleteLookup({ contact_id: partition, webhook_title: key }, rev)),
  );
  // An earlier attempt, or one that died, may have put rows of what the tombstone drops.
  if (plan.dropped > 0) await sweepErased(table, { contact: after, rev, config });
  return { written: plan.fresh.length, repeats: plan.repeats, dropped: plan.dropped };
};

interface Plan {
  readonly fresh: readonly Change[];
  readonly webhookRows: readonly { readonly row: Row; readonly read: Row | undefined }[];
  readonly repeats: number;
  readonly dropped: number;
  readonly since: string;
}

/** Tells what is new from what is known or erased, and what the webhook rows become. */
const planWrite = (
  changes: readonly Change[],
  rows: readonly Row[],
  { id, erased_at, registers }: Contact,
  { now }: WriteDependencies,
): Plan => {
  const since = new Date(now()).toISOString();
  // A correction makes no contact: one that lost against an erasure is dropped, whatever the clocks say.
  const live = changes.filter(
    ({ at, webhook }) =>
      (erased_at === undefined || at > erased_at) &&
      (webhook !== undefined || registers.has('bot')),
  );
  const distinct = [...new Map(live.map(change => [change.stamp, change])).values()];
  const fresh = distinct.filter(({ webhook }) => webhook === undefined);
  const webhookRows: { row: Row; read: Row | undefined }[] = [];
  const titled = Map.groupBy(distinct, ({ webhook }) => webhook && webhookKey(webhook.title));
  for (const [key, group] of titled) {
    const read = rows.find(({ webhook_title }) => webhook_title === key);
    const before = read && webhookFromRow(read, erased_at);
    const news = group.filter(({ stamp }) => stamp !== before?.last_event);
    const [first, ...others] = news.flatMap(({ webhook }) => webhook ?? []);
    if (first === undefined) continue;
    fresh.push(...news);
    const states = [...others.map(({ state }) => state), ...(before ? [before] : [])];
    const after = states.reduce(mergeWebhooks, first.state);
    if (before?.last_event === after.last_event && before.first_at === after.first_at) continue;
    const version = {
      rev: Number(read?.rev ?? 0) + 1,
      since: before !== undefined && typeof read?.since === 'string' ? read.since : since,
      erasedAt: erased_at,
    };
    webhookRows.push({
      row: webhookToRow({ contactId: id, title: first.title }, after, version),
      read,
    });
  }
  return {
    fresh,
    webhookRows,
    repeats: live.length - fresh.length,
    dropped: changes.length - live.length,
    since,
  };
};

const refuseOversized = (rows: readonly Row[]): void => {
  const size = Math.max(...rows.map(rowSize));
  if (size > LARGEST_ROW) {
    throw new RefusedError(`too large for a row: ${Math.ceil(size / 1024)} KB of at most 400 KB`);
  }
};
