import type { ContactRecord } from '../../lib/pipeline/query/contactRecord.ts';
import type { Duplicates } from '../../lib/pipeline/query/findDuplicates.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import { type Column, createTable } from '../show/table.ts';
import { minuteForPeople } from '../show/times.ts';
import type { World } from '../world.ts';

interface Line {
  readonly shared: string;
  readonly contact: ContactRecord;
}

const COLUMNS: readonly Column<Line>[] = [
  { title: 'SHARED', cell: ({ shared }) => shared, whole: true },
  { title: 'CONTACT', cell: ({ contact }) => contact.contact_id, whole: true },
  { title: 'NAME', cell: ({ contact }) => contact.name ?? contact.username },
  { title: 'BOT', cell: ({ contact }) => contact.bot.name ?? contact.bot.id },
  { title: 'SERVICE', cell: ({ contact }) => contact.service },
  { title: 'LAST ACTIVE', cell: ({ contact }) => minuteForPeople(contact.last_activity) },
];

/** Shows groups of contacts, a line each; on a terminal what they share stands once, before the first. */
export const printDuplicates = async (
  groups: readonly Duplicates[],
  world: World,
): Promise<void> => {
  const lines = groups.flatMap(({ shared, contacts }) =>
    contacts.map((contact, index) => ({
      shared: index > 0 && world.stdout.isTTY ? '' : shared.map(({ value }) => value).join(', '),
      contact,
    })),
  );
  await createTable(COLUMNS, world).rows(lines);
  note(
    groups.length === 0
      ? 'no two contacts share an e-mail or a phone'
      : `${counted(groups.length, 'group')} of contacts that share an e-mail or a phone`,
    world,
  );
};
