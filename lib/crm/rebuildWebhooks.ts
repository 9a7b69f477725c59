import { makeStamp, stampTime } from '../webhook/stamp.ts';
import type { Change } from './change.ts';
import { webhookKey } from './keys.ts';
import type { TimelineEvent } from './readEventRow.ts';
import type { Row } from './row.ts';
import { differencesOf } from './rowDifferences.ts';
import { mergeWebhooks, type WebhookState, webhookFromRow, webhookToRow } from './webhookRow.ts';

/** What becomes of a contact's webhook rows. */
export interface RebuiltWebhooks {
  readonly webhooks: readonly { readonly row: Row; readonly read: Row | undefined }[];
  readonly removedWebhooks: readonly Row[];
}

interface WebhookContext {
  readonly contactId: string;
  readonly erasedAt: string | undefined;
  readonly timeline: readonly TimelineEvent[];
  readonly now: string;
}

/** Derives the webhook rows again: those that differ, and those that no event calls for any more. */
export const rebuildWebhooks = (
  rows: readonly Row[],
  changes: readonly Change[],
  { contactId, erasedAt, timeline, now }: WebhookContext,
): RebuiltWebhooks => {
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

/** The time up to which a webhook row may be removed: that of the event it was read with. */
export const removableUntil = (row: Row): string => stampTime(String(row.last_event));
