import { CONTACT, contactKey, EVENT } from '../../lib/crm/keys.ts';
import type { Row } from '../../lib/crm/row.ts';
import type { Table } from '../../lib/pipeline/ports.ts';

/** What the table has of a person. */
export interface RowCounts {
  readonly contact: Row | undefined;
  readonly events: number;
  readonly webhooks: number;
  readonly lookups: number;
}

export const countRows = async (contactId: string, table: Table): Promise<RowCounts> => {
  const counts = { events: 0, webhooks: 0, lookups: 0 };
  let contact: Row | undefined;
  for await (const rows of table.readContact(contactKey(contactId))) {
    for (const row of rows) {
      if (row.webhook_title === CONTACT) contact = row;
      else if (row.webhook_title.startsWith(EVENT)) counts.events += 1;
      else if (row.last_event !== undefined) counts.webhooks += 1;
      else counts.lookups += 1;
    }
  }
  return { contact, ...counts };
};
