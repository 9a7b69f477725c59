import type { Change } from '../crm/change.ts';
import type { Contact } from '../crm/contact.ts';
import { CONTACT, contactKey, webhookKey } from '../crm/keys.ts';
import type { Key, Row } from '../crm/row.ts';
import { mergeWebhooks, webhookFromRow, webhookToRow } from '../crm/webhookRow.ts';

/** The rows that must be read before a contact's changes are written. */
export const keysToRead = (contactId: string, changes: readonly Change[]): readonly Key[] => {
  const contact_id = contactKey(contactId);
  const titles = changes.flatMap(({ webhook }) => (webhook ? [webhookKey(webhook.title)] : []));
  return [CONTACT, ...new Set(titles)].map(webhook_title => ({ contact_id, webhook_title }));
};

/** What is to be written of one contact's changes. */
export interface WritePlan {
  /** Neither known nor erased. */
  readonly fresh: readonly Change[];
  readonly webhookRows: readonly { readonly row: Row; readonly read: Row | undefined }[];
  readonly repeats: number;
  readonly dropped: number;
  /** ISO 8601: for rows that are new. */
  readonly since: string;
}

/** Tells what is new from what is known or erased, and what the webhook rows become. */
export const planWrite = (
  changes: readonly Change[],
  rows: readonly Row[],
  { id, erased_at, registers }: Contact,
  since: string,
): WritePlan => {
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
