import type { CrmConfig } from '../../crm/config.ts';
import { CONTACT, webhookKey } from '../../crm/keys.ts';
import type { Key, Row } from '../../crm/row.ts';
import { type ContactFilter, normaliseFilter } from './contactFilter.ts';
import { type ContactRecord, toContactRecord } from './contactRecord.ts';
import { isLiveWebhook } from './isLive.ts';
import { matchesFilter } from './matchesFilter.ts';
import { type Cursor, mergeLookups } from './mergeLookups.ts';
import { narrowestLookup } from './narrowestLookup.ts';
import type { QueryTable } from './queryPort.ts';
import { botPartitions } from './readCatalog.ts';
import { toWebhookRecord, type WebhookRecord } from './webhookRecord.ts';

/** DynamoDB's limit for one BatchGet. */
const READ_AT_ONCE = 100;
/** Lookups that one call reads, at most: some 60 KB. */
const LOOKUPS_AT_ONCE = 500;
/** Fewer are not worth a call of their own. */
const FEWEST = 25;

export interface QueryDependencies {
  readonly table: QueryTable;
  /** The configuration that the table is written under. */
  readonly config: CrmConfig;
}

/** A contact that was asked for, with those of its webhooks that the filter named, in the filter's order. */
export interface FoundContact {
  readonly contact: ContactRecord;
  readonly webhooks: readonly WebhookRecord[];
}

export interface FindOptions {
  /** By when the lookup was first written: roughly, when the contact became known. Newest first unless this is `oldest`. */
  readonly order?: 'newest' | 'oldest';
  /** Go on from where an earlier page ended. */
  readonly cursor?: Cursor;
  /** How many are wanted, as far as that is known: no more lookups than that are read at a time. */
  readonly expected?: number;
}

/** Some contacts, and from where the next ones can be had. A page may be empty though more follow. */
export interface FoundPage {
  readonly found: readonly FoundContact[];
  readonly cursor: Cursor;
}

/**
 * Finds contacts, page by page, without a scan: the narrowest lookup is read from the index, and each contact that it
 * names is verified on the contact's own rows (read eventually consistent, at half a unit each).
 *
 * ```ts
 * for await (const { found } of findContacts({ tags: ['vip'] }, { table, config })) …
 * ```
 *
 * @param filter all of it must hold; an empty one finds every contact
 * @throws FilterError where an e-mail or phone can't be one, ThrottledError when the table does not keep up
 */
export async function* findContacts(
  filter: ContactFilter,
  { table, config }: QueryDependencies,
  { order = 'newest', cursor = {}, expected = Number.POSITIVE_INFINITY }: FindOptions = {},
): AsyncGenerator<FoundPage, void> {
  const wanted = normaliseFilter(filter, config.defaultCountry);
  const lookup = narrowestLookup(wanted, config);
  const partitions = lookup === undefined ? await botPartitions(table) : [lookup];
  const titles = (wanted.webhooks ?? []).map(webhookKey);
  const readAtOnce = Math.max(1, Math.floor(READ_AT_ONCE / (1 + new Set(titles).size)));
  const pages = mergeLookups(table, partitions, {
    newestFirst: order === 'newest',
    cursor,
    atOnce: Math.min(readAtOnce, Math.max(FEWEST, expected)),
    pageSize: Math.min(LOOKUPS_AT_ONCE, Math.max(FEWEST, expected)),
  });
  for await (const page of pages) {
    const rows = await readRows(table, page.keys, titles);
    yield {
      cursor: page.cursor,
      found: page.keys.flatMap(({ contact_id, lookup: from }) => {
        const row = rows(contact_id, CONTACT);
        // Where all bots are read, one that moved between two of them must not count twice.
        if (row === undefined || (lookup === undefined && row.lookup !== from)) return [];
        const webhooks = titles.map(title => liveWebhook(rows(contact_id, title), row));
        const contact = toContactRecord(row);
        if (contact === undefined || !matchesFilter(row, webhooks, wanted, config)) return [];
        return [
          { contact, webhooks: webhooks.filter(each => each !== undefined).map(toWebhookRecord) },
        ];
      }),
    };
  }
}

const liveWebhook = (webhook: Row | undefined, contact: Row): Row | undefined =>
  webhook !== undefined && isLiveWebhook(webhook, contact) ? webhook : undefined;

const readRows = async (
  table: QueryTable,
  keys: readonly Key[],
  titles: readonly string[],
): Promise<(contactId: string, key: string) => Row | undefined> => {
  const partitions = new Set(keys.map(({ contact_id }) => contact_id));
  const wanted = [...partitions].flatMap(contact_id =>
    [CONTACT, ...new Set(titles)].map(webhook_title => ({ contact_id, webhook_title })),
  );
  const rows = wanted.length === 0 ? [] : await table.read(wanted);
  const byKey = new Map(
    rows.map(row => [JSON.stringify([row.contact_id, row.webhook_title]), row]),
  );
  return (contactId, key) => byKey.get(JSON.stringify([contactId, key]));
};
