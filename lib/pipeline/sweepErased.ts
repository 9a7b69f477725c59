import type { CrmConfig } from '../crm/config.ts';
import type { Contact } from '../crm/contact.ts';
import { CORRECTION } from '../crm/correction.ts';
import { CONTACT, contactKey, EVENT } from '../crm/keys.ts';
import { lookupsOf } from '../crm/lookups.ts';
import type { Row } from '../crm/row.ts';
import type { Table } from './ports.ts';
import { settleAll } from './settleAll.ts';

/** The contact row as it was read or written, and its `rev`. */
export interface Erased {
  readonly contact: Contact;
  readonly rev: number;
  readonly config: CrmConfig;
}

/**
 * Deletes a contact's rows from before its erasure: event and webhook rows not newer, lookups that are not true of the
 * contact and not of a later `rev`. Each delete has its own condition, so it may run amid traffic, and again.
 *
 * @returns how many rows went
 */
export const sweepErased = async (
  table: Table,
  { contact, rev, config }: Erased,
): Promise<number> => {
  const erasedAt = contact.erased_at;
  if (erasedAt === undefined) return 0;
  const truth = lookupsOf(contact, config);
  const isLive = contact.registers.has('bot');
  const sweep = async (row: Row): Promise<boolean> => {
    const key = row.webhook_title;
    if (key === CONTACT || truth.has(key)) return false;
    if (key.startsWith(EVENT)) {
      // What a correction put that lost against the erasure is of nobody, whatever its time.
      const ofNobody = row.kind === CORRECTION && !isLive;
      if (key.slice(EVENT.length) > `${erasedAt}#~` && !ofNobody) return false;
      await table.deleteEvent(row);
      return true;
    }
    return row.last_event === undefined
      ? table.deleteLookup(row, rev)
      : table.deleteWebhook(row, erasedAt);
  };
  let swept = 0;
  for await (const rows of table.readContact(contactKey(contact.id))) {
    const gone = await settleAll(rows.map(row => () => sweep(row)));
    swept += gone.filter(Boolean).length;
  }
  return swept;
};
