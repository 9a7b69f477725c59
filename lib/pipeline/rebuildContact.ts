import { CONTACT, contactKey } from '../crm/keys.ts';
import { planRebuild, type Rebuild } from '../crm/rebuild.ts';
import { removableUntil } from '../crm/rebuildWebhooks.ts';
import type { Row } from '../crm/row.ts';
import type { Difference } from '../crm/rowDifferences.ts';
import { settleAll } from './settleAll.ts';
import { untilWon } from './untilWon.ts';
import type { WriteDependencies } from './writeContact.ts';

/** What a rebuild found, and made good unless it was a dry run. */
export interface Rebuilt {
  /** As sent. */
  readonly contactId: string;
  readonly differences: readonly Difference[];
  readonly events: number;
  /** Events whose text can't be read; what the rows hold of them stays. */
  readonly unreadable: number;
}

/** As `rebuildPartition`, of the contact with an id as sent. */
export const rebuildContact = (
  contactId: string,
  options: { readonly dryRun: boolean },
  deps: WriteDependencies,
): Promise<Rebuilt | undefined> => rebuildPartition(contactKey(contactId), options, deps);

/**
 * Rebuilds a contact's rows from its event rows under today's configuration. It keeps to the protocol of a batch, so it is
 * safe amid traffic, and safe to run again after a crash anywhere.
 *
 * @param partition the `contact_id` of its rows
 * @returns undefined when there is no such contact
 */
export const rebuildPartition = async (
  partition: string,
  { dryRun }: { readonly dryRun: boolean },
  deps: WriteDependencies,
): Promise<Rebuilt | undefined> => {
  return untilWon(async () => {
    const rows: Row[] = [];
    for await (const page of deps.table.readContact(partition)) rows.push(...page);
    if (!rows.some(row => row.webhook_title === CONTACT)) return undefined;
    const plan = planRebuild(rows, partition, deps.config, new Date(deps.now()).toISOString());
    const { differences, events, unreadable } = plan;
    const done = dryRun || differences.length === 0 || (await write(plan, deps));
    const { id, contact_id } = plan.contact.row;
    return done ? { contactId: String(id ?? contact_id), differences, events, unreadable } : 'lost';
  }, deps.pause);
};

/** Steps 1 to 4 of the protocol; false when another writer won. */
const write = async (
  plan: Rebuild,
  { table, catalog, now }: WriteDependencies,
): Promise<boolean> => {
  const { contact_id, rev } = plan.contact.row;
  const since = new Date(now()).toISOString();
  await settleAll<unknown>([
    ...plan.lookups.map(lookup => () => table.putLookup(contact_id, lookup, Number(rev), since)),
    ...catalog.writes(plan.catalog),
  ]);
  if (!(await table.putVersioned(plan.contact.row, plan.contact.read))) return false;
  const written = await settleAll([
    ...plan.webhooks.map(
      ({ row, read }) =>
        () =>
          table.putVersioned(row, read),
    ),
    ...plan.removedWebhooks.map(row => () => table.deleteWebhook(row, removableUntil(row))),
  ]);
  if (written.includes(false)) return false;
  await settleAll(plan.removedLookups.map(row => () => table.deleteLookup(row, Number(rev))));
  return true;
};
