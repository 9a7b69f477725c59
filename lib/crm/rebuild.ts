import type { Stamp } from '../webhook/stamp.ts';
import type { CrmConfig } from './config.ts';
import { type Contact, emptyContact, mergeContacts } from './contact.ts';
import { contactFromRow, contactToRow } from './contactRow.ts';
import { CORRECTION } from './correction.ts';
import { CONTACT, EVENT } from './keys.ts';
import { type Lookup, lookupsOf } from './lookups.ts';
import { readEventRow } from './readEventRow.ts';
import { type RebuiltWebhooks, rebuildWebhooks } from './rebuildWebhooks.ts';
import type { Row } from './row.ts';
import { type Difference, differencesOf } from './rowDifferences.ts';

/** What a rebuild would write. */
export interface Rebuild extends RebuiltWebhooks {
  readonly contact: { readonly row: Row; readonly read: Row | undefined };
  /** All that are true: one that is there already is put again, as a consumer under another configuration may be about to delete it. */
  readonly lookups: readonly Lookup[];
  readonly removedLookups: readonly Row[];
  readonly catalog: readonly Row[];
  readonly differences: readonly Difference[];
  readonly events: number;
  /** Events whose text can't be read: like those that have expired, what the rows hold of them stays. */
  readonly unreadable: number;
}

/**
 * Derives a contact's rows again from its event rows under today's configuration. A register, or a webhook row, whose stamp
 * belongs to an event that is present is decided by the events alone; where older events have expired, or can't be read,
 * what the rows hold stays.
 *
 * @param rows all rows of the contact, its contact row among them
 * @param now ISO 8601, for rows that are new
 */
export const planRebuild = (
  rows: readonly Row[],
  contactId: string,
  config: CrmConfig,
  now: string,
): Rebuild => {
  const contactRow = rows.find(row => row.webhook_title === CONTACT);
  const held = contactRow === undefined ? emptyContact(contactId) : contactFromRow(contactRow);
  const read = rows
    .filter(row => row.webhook_title.startsWith(EVENT))
    // What a correction left that lost against an erasure makes no contact.
    .filter(row => row.kind !== CORRECTION || held.registers.has('bot'))
    .map(row => readEventRow(row, held.id, config));
  const timeline = read
    .filter(event => event !== undefined)
    .filter(({ at }) => held.erased_at === undefined || at > held.erased_at);
  const changes = timeline.flatMap(({ change }) => change ?? []);
  const present = new Set(timeline.map(({ stamp }) => stamp));
  const times = new Set(timeline.map(({ at }) => at));
  const after = changes
    .map(({ says }) => says)
    .reduce(mergeContacts, withoutPresent(held, present, times));

  const rev = Number(contactRow?.rev ?? 0) + 1;
  const since = typeof contactRow?.since === 'string' ? contactRow.since : now;
  const row = contactToRow(after, config, { rev, since });
  const webhooks = rebuildWebhooks(rows, changes, {
    contactId: held.id,
    erasedAt: held.erased_at,
    timeline,
    now,
  });
  const truth = lookupsOf(after, config);
  const isLookup = (each: Row): boolean =>
    each.rev !== undefined && each.last_event === undefined && each.webhook_title !== CONTACT;
  const removedLookups = rows.filter(each => isLookup(each) && !truth.has(each.webhook_title));
  const newLookups = [...truth.keys()].filter(
    key => !rows.some(each => each.webhook_title === key),
  );
  return {
    contact: { row, read: contactRow },
    ...webhooks,
    lookups: [...truth.values()],
    removedLookups,
    catalog: changes.flatMap(({ catalog }) => catalog),
    events: timeline.length,
    unreadable: read.filter(event => event === undefined).length,
    differences: [
      ...differencesOf(contactRow, row),
      ...webhooks.webhooks.flatMap(each => differencesOf(each.read, each.row)),
      ...webhooks.removedWebhooks.map(({ webhook_title }) => ({
        row: webhook_title,
        before: true,
      })),
      ...newLookups.map(row => ({ row, after: true })),
      ...removedLookups.map(({ webhook_title }) => ({ row: webhook_title, before: true })),
    ],
  };
};

/** What the row knows from events that are no longer there. */
const withoutPresent = (
  { first_activity, last_activity, ...contact }: Contact,
  present: ReadonlySet<Stamp>,
  times: ReadonlySet<string>,
): Contact => ({
  ...contact,
  registers: new Map([...contact.registers].filter(([, { stamp }]) => !present.has(stamp))),
  ...(first_activity !== undefined && !times.has(first_activity) && { first_activity }),
  ...(last_activity !== undefined && !times.has(last_activity) && { last_activity }),
});
