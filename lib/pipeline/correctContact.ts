import type { RegisterPath } from '../crm/contact.ts';
import { contactFromRow } from '../crm/contactRow.ts';
import { type CorrectedValue, changeOfCorrection } from '../crm/correction.ts';
import { CONTACT, contactKey } from '../crm/keys.ts';
import { stampTime } from '../webhook/stamp.ts';
import { type WriteDependencies, writeContact } from './writeContact.ts';

/** What is corrected, and by whom. */
export interface CorrectionRequest {
  readonly contactId: string;
  readonly by: string;
  /** A value wins over the bot's until it is lifted by null. */
  readonly values: ReadonlyMap<RegisterPath, CorrectedValue>;
}

/**
 * Corrects a contact: what a person says wins over what the bot says until that person lifts it. It leaves a line in the
 * timeline.
 *
 * @returns when it was made (ISO 8601), or undefined when there is no such contact, or it was erased
 */
export const correctContact = async (
  { contactId, by, values }: CorrectionRequest,
  deps: WriteDependencies,
): Promise<string | undefined> => {
  const rows = await deps.table.read([
    { contact_id: contactKey(contactId), webhook_title: CONTACT },
  ]);
  const [row] = rows;
  if (row?.lookup === undefined) return undefined;
  const at = new Date(latest(row, deps.now(), [...values.keys()])).toISOString();
  const { dropped } = await writeContact(
    [changeOfCorrection({ contactId, at, by, values })],
    rows,
    deps,
  );
  return dropped > 0 ? undefined : at;
};

/** Two corrections of one value count in the order in which they were made, also where a clock runs behind. */
const latest = (
  row: Parameters<typeof contactFromRow>[0],
  now: number,
  paths: readonly RegisterPath[],
): number => {
  const { registers } = contactFromRow(row);
  const times = paths
    .map(path => registers.get(`override.${path}`))
    .filter(register => register !== undefined)
    .map(({ stamp }) => Date.parse(stampTime(stamp)) + 1);
  return Math.max(now, ...times);
};
