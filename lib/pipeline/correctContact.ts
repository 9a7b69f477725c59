import type { RegisterPath } from '../crm/contact.ts';
import { contactFromRow } from '../crm/contactRow.ts';
import { type CorrectedValue, changeOfCorrection } from '../crm/correction.ts';
import { CONTACT, contactKey } from '../crm/keys.ts';
import { stampTime } from '../webhook/stamp.ts';
import { tidyLookups } from './tidyLookups.ts';
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
 * timeline. Safe to repeat after a crash anywhere: then there are two lines of it.
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
  if (dropped > 0) return undefined;
  // No message comes again to finish what an earlier run left when it died, as it would for an event.
  await tidyLookups(contactId, deps);
  return at;
};

/**
 * Two corrections of one value count in the order in which they were made, and one of a contact that came back counts after
 * its erasure, also where a clock runs behind.
 */
const latest = (
  row: Parameters<typeof contactFromRow>[0],
  now: number,
  paths: readonly RegisterPath[],
): number => {
  const { registers, erased_at } = contactFromRow(row);
  const times = paths
    .map(path => registers.get(`override.${path}`))
    .filter(register => register !== undefined)
    .map(({ stamp }) => Date.parse(stampTime(stamp)) + 1);
  return Math.max(now, ...times, ...(erased_at === undefined ? [] : [Date.parse(erased_at) + 1]));
};
