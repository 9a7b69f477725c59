import type { CrmConfig } from '../crm/config.ts';
import { contactFromRow } from '../crm/contactRow.ts';
import { CONTACT, contactKey } from '../crm/keys.ts';
import { lookupsOf } from '../crm/lookups.ts';
import type { Row } from '../crm/row.ts';
import type { Table } from './ports.ts';
import { settleAll } from './settleAll.ts';

/** How the sort keys of lookups begin. */
const LOOKUPS = ['@tag#', '@status#', '@email#', '@phone#', '@var#'];

/**
 * Deletes a contact's lookups that are not true of it: what a writer may have left that died before it could. Safe amid
 * traffic, as step 4 of the protocol is: a lookup that a later write made true has a greater `rev`.
 */
export const tidyLookups = async (
  contactId: string,
  { table, config }: { readonly table: Table; readonly config: CrmConfig },
): Promise<void> => {
  const partition = contactKey(contactId);
  // Before its lookups: what is put after this is of a later `rev`.
  const [row] = await table.read([{ contact_id: partition, webhook_title: CONTACT }]);
  if (row === undefined) return;
  const truth = lookupsOf(contactFromRow(row), config);
  const untrue = (rows: readonly Row[]): readonly Row[] =>
    rows.filter(({ webhook_title }) => !truth.has(webhook_title));
  for (const prefix of LOOKUPS) {
    for await (const rows of table.readContact(partition, prefix)) {
      await settleAll(untrue(rows).map(each => () => table.deleteLookup(each, Number(row.rev))));
    }
  }
};
