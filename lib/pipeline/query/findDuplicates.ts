import type { CrmConfig } from '../../crm/config.ts';
import { contactFromRow } from '../../crm/contactRow.ts';
import { CONTACT } from '../../crm/keys.ts';
import { lookupsOf } from '../../crm/lookups.ts';
import type { Row } from '../../crm/row.ts';
import { type ContactRecord, toContactRecord } from './contactRecord.ts';
import type { QueryDependencies } from './findContacts.ts';
import { isLive } from './isLive.ts';
import { mergeLookups } from './mergeLookups.ts';
import type { QueryTable } from './queryPort.ts';
import { botPartitions } from './readCatalog.ts';

const READ_AT_ONCE = 100;

export interface SharedAddress {
  readonly kind: 'email' | 'phone';
  /** An e-mail in lower case, a phone as `+` and digits. */
  readonly value: string;
}

/** Contacts that share an address: most likely one person in several channels. */
export interface Duplicates {
  /** All that each of these contacts has, and no other contact. */
  readonly shared: readonly SharedAddress[];
  /** The one that was active last first. */
  readonly contacts: readonly ContactRecord[];
}

/** Who has an address: one contact, as nearly always, or several. */
type Holders = Map<string, string | readonly string[]>;

/**
 * Finds contacts that share an e-mail or a phone, across bots and channels; the largest group first. Every contact is
 * read once; of each address only who has it is held, some 150 bytes.
 *
 * @param onRead is told how many contacts were read so far
 */
export const findDuplicates = async (
  { table, config }: QueryDependencies,
  onRead: (contacts: number) => void = () => {},
): Promise<readonly Duplicates[]> => {
  const holders: Holders = new Map();
  const pages = mergeLookups(table, await botPartitions(table), {
    newestFirst: false,
    cursor: {},
    atOnce: READ_AT_ONCE,
    pageSize: 500,
  });
  let read = 0;
  for await (const { keys } of pages) {
    for (const row of await readContactRows(keys, table)) {
      for (const address of addressesOf(row, config)) addHolder(holders, address, row.contact_id);
      read += 1;
    }
    onRead(read);
  }
  const shared = [...holders].flatMap(([address, holder]) =>
    typeof holder === 'string' ? [] : [{ address, holder }],
  );
  const groups = Map.groupBy(shared, ({ holder }) => JSON.stringify(holder.toSorted()));
  const found: Duplicates[] = [];
  for (const group of groups.values()) {
    const keys = (group[0]?.holder ?? []).map(contact_id => ({ contact_id }));
    const rows = await readContactRows(keys, table);
    found.push({
      shared: group.map(({ address }) => toShared(address)),
      contacts: rows
        .map(toContactRecord)
        .filter(record => record !== undefined)
        .sort(byActivity),
    });
  }
  return found.sort((a, b) => b.contacts.length - a.contacts.length);
};

const readContactRows = async (
  keys: readonly { readonly contact_id: string }[],
  table: QueryTable,
): Promise<readonly Row[]> => {
  const partitions = new Set(keys.map(({ contact_id }) => contact_id));
  const rows = await table.read(
    [...partitions].map(contact_id => ({ contact_id, webhook_title: CONTACT })),
  );
  return rows.filter(isLive);
};

const addressesOf = (row: Row, config: CrmConfig): readonly string[] =>
  [...lookupsOf(contactFromRow(row), config).values()]
    .filter(({ kind }) => kind === 'email' || kind === 'phone')
    .map(({ kind, name }) => `${kind}#${name}`);

const addHolder = (holders: Holders, address: string, contactId: string): void => {
  const known = holders.get(address);
  if (known === undefined) holders.set(address, contactId);
  else if (![known].flat().includes(contactId)) holders.set(address, [known, contactId].flat());
};

const toShared = (address: string): SharedAddress => ({
  kind: address.startsWith('email#') ? 'email' : 'phone',
  value: address.slice(address.indexOf('#') + 1),
});

const byActivity = (a: ContactRecord, b: ContactRecord): number => {
  const [x, y] = [a, b].map(each => `${each.last_activity}#${each.contact_id}`);
  return (x ?? '') > (y ?? '') ? -1 : 1;
};
