import { canonicalJson } from '../webhook/canonicalJson.ts';
import { parseEvent } from '../webhook/parseEvent.ts';
import type { Json } from '../webhook/parseJson.ts';
import { makeStamp, type Stamp, stampTime } from '../webhook/stamp.ts';
import { type Change, changeOfEvent } from './change.ts';
import type { CrmConfig } from './config.ts';
import { type Contact, emptyContact, mergeContacts } from './contact.ts';
import { contactFromRow, contactToRow } from './contactRow.ts';
import { CORRECTION, changeOfCorrectionRow } from './correction.ts';
import { inflateRaw } from './eventRow.ts';
import { CONTACT, EVENT, webhookKey } from './keys.ts';
import { type Lookup, lookupsOf } from './lookups.ts';
import type { AttributeValue, Row } from './row.ts';
import { applyRules } from './rules.ts';
import { mergeWebhooks, type WebhookState, webhookFromRow, webhookToRow } from './webhookRow.ts';

/** One attribute of one row, as it is and as it would be; undefined where there is none. */
export interface Difference {
  readonly row: string;
  readonly attribute?: string;
  readonly before?: AttributeValue;
  readonly after?: AttributeValue;
}

/** What a rebuild would write. */
export interface Rebuild {
  readonly contact: { readonly row: Row; readonly read: Row | undefined };
  readonly webhooks: readonly { readonly row: Row; readonly read: Row | undefined }[];
  readonly removedWebhooks: readonly Row[];
  readonly lookups: readonly Lookup[];
  readonly removedLookups: readonly Row[];
  readonly catalog: readonly Row[];
  readonly differences: readonly Difference[];
  readonly events: number;
}

/**
 * Derives a contact's rows again from its event rows under today's configuration. A register, or a webhook row, whose stamp
 * belongs to an event that is present is decided by the events alone; where older events have expired, what the rows
 * hold stays.
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
  const timeline = rows
    .filter(row => row.webhook_title.startsWith(EVENT))
    // What a correction left that lost against an erasure makes no contact.
    .filter(row => row.kind !== CORRECTION || held.registers.has('bot'))
    .map(row => readEventRow(row, held.id, config))
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
  const webhooks = planWebhooks(rows, changes, {
    contactId: held.id,
    erasedAt: held.erased_at,
    timeline,
    now,
  });
  const truth = lookupsOf(after, config);
  const isLookup = (each: Row): boolean =>
    each.rev !== undefined && each.last_event === undefined && each.webhook_title !== CONTACT;
  const removedLookups = rows.filter(each => isLookup(each) && !truth.has(each.webhook_title));
  const lookups = [...truth.values()].filter(
    ({ key }) => !rows.some(each => each.webhook_title === key),
  );
  return {
    contact: { row, read: contactRow },
    ...webhooks,
    lookups,
    removedLookups,
    catalog: changes.flatMap(({ catalog }) => catalog),
    events: timeline.length,
    differences: [
      ...differencesOf(contactRow, row),
      ...webhooks.webhooks.flatMap(each => differencesOf(each.read, each.row)),
      ...webhooks.removedWebhooks.map(({ webhook_title }) => ({
        row: webhook_title,
        before: true,
      })),
      ...lookups.map(({ key }) => ({ row: key, after: true })),
      ...removedLookups.map(({ webhook_title }) => ({ row: webhook_title, before: true })),
    ],
  };
};

interface TimelineEvent {
  readonly stamp: Stamp;
  readonly at: string;
  /** Its webhook row's key; a correction has none. */
  readonly webhook?: string;
  /** Absent where the rules ignore the event today, or where it can't be read any more. */
  readonly change?: Change;
}

/** The row's key and digest stay what identifies the event, whatever today's code would make of its text. */
const readEventRow = (row: Row, contactId: string, config: CrmConfig): TimelineEvent => {
  const [, at = '', id = ''] = row.webhook_title.split('#');
  const stamp = makeStamp(at, id, String(row.digest));
  if (row.kind === CORRECTION) return { stamp, at, change: changeOfCorrectionRow(contactId, row) };
  const webhook = webhookKey(String(row.title ?? ''));
  if (!(row.raw instanceof Uint8Array)) return { stamp, at, webhook };
  const event = parseEvent(inflateRaw(row.raw), String(row.received_at));
  if ('problem' in event || applyRules(event, config).ignore) return { stamp, at, webhook };
  const change = changeOfEvent({ ...event, at, id, stamp, digest: String(row.digest) }, config);
  return { stamp, at, webhook, change };
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

interface WebhookContext {
  readonly contactId: string;
  readonly erasedAt: string | undefined;
  readonly timeline: readonly TimelineEvent[];
  readonly now: string;
}

const planWebhooks = (
  rows: readonly Row[],
  changes: readonly Change[],
  { contactId, erasedAt, timeline, now }: WebhookContext,
): Pick<Rebuild, 'webhooks' | 'removedWebhooks'> => {
  const told = Map.groupBy(
    changes.flatMap(({ webhook }) => webhook ?? []),
    ({ title }) => webhookKey(title),
  );
  const held = new Map(
    rows.filter(row => row.last_event !== undefined).map(row => [row.webhook_title, row]),
  );
  const webhooks: { row: Row; read: Row | undefined }[] = [];
  const removedWebhooks: Row[] = [];
  for (const key of new Set([...told.keys(), ...held.keys()])) {
    const read = held.get(key);
    const before = read && webhookFromRow(read, erasedAt);
    const present = timeline.filter(({ webhook }) => webhook === key);
    const older = before && olderThanEvents(before, present, told.has(key));
    const states = [...(told.get(key) ?? []).map(({ state }) => state), ...(older ? [older] : [])];
    const [first, ...others] = states;
    if (first === undefined) {
      if (read !== undefined) removedWebhooks.push(read);
      continue;
    }
    const title = told.get(key)?.[0]?.title ?? String(read?.title ?? '');
    const version = {
      rev: Number(read?.rev ?? 0) + 1,
      since: String(read?.since ?? now),
      erasedAt,
    };
    const row = webhookToRow({ contactId, title }, others.reduce(mergeWebhooks, first), version);
    if (differencesOf(read, row).length > 0) webhooks.push({ row, read });
  }
  return { webhooks, removedWebhooks };
};

/** What a webhook row knows from events that are no longer there; undefined when that is nothing. */
const olderThanEvents = (
  state: WebhookState,
  present: readonly TimelineEvent[],
  told: boolean,
): WebhookState | undefined => {
  const { last_event, first_at } = state;
  if (!present.some(({ stamp }) => stamp === last_event)) return state;
  if (!told || present.some(({ at }) => at === first_at)) return undefined;
  // The events that are there tell all but when it first came: that one has expired. Older than any stamp of that time.
  return { last_event: makeStamp(first_at, '', ''), first_at, last_at: first_at, shown: {} };
};

const BOOKS = new Set(['rev', 'since']);

/** How a row would change, attribute by attribute. */
const differencesOf = (before: Row | undefined, after: Row): Difference[] => {
  const names = new Set(
    [...Object.keys(before ?? {}), ...Object.keys(after)].filter(name => !BOOKS.has(name)),
  );
  return [...names]
    .filter(name => textOf(before?.[name]) !== textOf(after[name]))
    .map(attribute => ({
      row: after.webhook_title,
      attribute,
      ...(before?.[attribute] !== undefined && { before: before[attribute] }),
      ...(after[attribute] !== undefined && { after: after[attribute] }),
    }));
};

const textOf = (value: AttributeValue | undefined): string | undefined =>
  value === undefined ? undefined : canonicalJson(value as Json); // contact and webhook rows hold no bytes

/** The time up to which a webhook row may be removed: that of the event it was read with. */
export const removableUntil = (row: Row): string => stampTime(String(row.last_event));
