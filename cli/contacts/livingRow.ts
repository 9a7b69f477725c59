import { CONTACT, contactKey } from '../../lib/crm/keys.ts';
import type { Row } from '../../lib/crm/row.ts';
import type { Table } from '../../lib/pipeline/ports.ts';
import { contactOrProblem } from './contactOrProblem.ts';

/**
 * The row of a contact that is to be changed, strongly consistent.
 *
 * @param id as sent
 * @param which of several: `the second`
 * @throws Problem where there is no such contact, or it was erased and has not come back
 */
export const livingRow = async (id: string, table: Table, which?: string): Promise<Row> => {
  const [row] = await table.read([{ contact_id: contactKey(id), webhook_title: CONTACT }]);
  if (row?.lookup !== undefined) return row;
  const erased = typeof row?.erased_at === 'string' ? { erased_at: row.erased_at } : undefined;
  return contactOrProblem<Row>(erased, which);
};
