import { CONTACT, contactKey } from '../../lib/crm/keys.ts';
import type { Row } from '../../lib/crm/row.ts';
import type { Table } from '../../lib/pipeline/ports.ts';
import { contactOrProblem } from './contactOrProblem.ts';

/** The row of a contact that is to be changed, strongly consistent: also a tombstone. @param id as sent */
export const contactRow = async (id: string, table: Table): Promise<Row | undefined> =>
  (await table.read([{ contact_id: contactKey(id), webhook_title: CONTACT }]))[0];

/** The same. @throws Problem where there is no such contact, or it was erased and has not come back */
export const livingRow = async (id: string, table: Table): Promise<Row> => {
  const row = await contactRow(id, table);
  if (row?.lookup !== undefined) return row;
  return contactOrProblem<Row>(
    typeof row?.erased_at === 'string' ? { erased_at: row.erased_at } : undefined,
  );
};
