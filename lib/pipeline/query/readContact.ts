import { CONTACT, contactKey, EVENT } from '../../crm/keys.ts';
import type { Row } from '../../crm/row.ts';
import { type ContactRecord, toContactRecord } from './contactRecord.ts';
import { isLiveWebhook } from './isLive.ts';
import type { QueryTable } from './queryPort.ts';
import { toWebhookRecord, type WebhookRecord } from './webhookRecord.ts';

/** Around the event rows, of which there may be very many: `$` follows `#`. */
const BEFORE_EVENTS = { from: '\u0000', to: EVENT };
const AFTER_EVENTS = { from: EVENT.replace('#', '$'), to: '\u{10ffff}' };

/** All that is known of one contact, but for its timeline. */
export interface ContactDetails {
  readonly contact: ContactRecord;
  /** The webhooks that came for it: the one that came last first. */
  readonly webhooks: readonly WebhookRecord[];
}

/** The contact was erased: when, ISO 8601. */
export interface ErasedContact {
  readonly erased_at: string;
}

/**
 * Reads one contact with its webhooks, strongly consistent, without its events.
 *
 * @param contactId as sent
 * @returns undefined where no event of it ever came that counts
 */
export const readContact = async (
  contactId: string,
  table: QueryTable,
): Promise<ContactDetails | ErasedContact | undefined> => {
  const rows = (
    await Promise.all(
      [BEFORE_EVENTS, AFTER_EVENTS].map(range => readAll(table, contactKey(contactId), range)),
    )
  ).flat();
  const row = rows.find(({ webhook_title }) => webhook_title === CONTACT);
  if (row === undefined) return undefined;
  const contact = toContactRecord(row);
  if (contact === undefined)
    return typeof row.erased_at === 'string' ? { erased_at: row.erased_at } : undefined;
  const webhooks = rows
    .filter(each => each.last_event !== undefined && isLiveWebhook(each, row))
    .map(toWebhookRecord)
    .sort((a, b) => (a.last_at > b.last_at ? -1 : Number(a.last_at < b.last_at)));
  return { contact, webhooks };
};

const readAll = async (
  table: QueryTable,
  partition: string,
  range: { readonly from: string; readonly to: string },
): Promise<readonly Row[]> => {
  const found: Row[] = [];
  for await (const rows of table.range(partition, range)) found.push(...rows);
  return found;
};
