import type { ContactFilter } from '../../lib/pipeline/query/contactFilter.ts';
import type { FoundContact } from '../../lib/pipeline/query/findContacts.ts';
import type { Column } from '../show/table.ts';
import { minuteForPeople } from '../show/times.ts';

/** What a list of contacts shows: on a narrow terminal the last columns are left out. */
export const contactColumns = ({
  webhooks = [],
}: ContactFilter): readonly Column<FoundContact>[] => [
  { title: 'CONTACT', whole: true, cell: ({ contact }) => contact.contact_id },
  { title: 'NAME', cell: ({ contact }) => contact.name ?? contact.username },
  { title: 'PHONE', cell: ({ contact }) => contact.phone, whole: true },
  { title: 'E-MAIL', cell: ({ contact }) => contact.email },
  { title: 'STATUS', cell: ({ contact }) => contact.status },
  ...webhooks.map((title, index) => ({
    title: webhooks.length === 1 ? 'LAST CAME' : `LAST CAME: ${title}`,
    cell: (found: FoundContact) => minuteForPeople(found.webhooks[index]?.last_at ?? null),
    whole: true,
  })),
  {
    title: 'LAST ACTIVE',
    cell: ({ contact }) => minuteForPeople(contact.last_activity),
    whole: true,
  },
  { title: 'TAGS', cell: ({ contact }) => contact.tags.join(', ') },
  { title: 'SUBSCRIPTION', cell: ({ contact }) => contact.subscription },
  { title: 'BOT', cell: ({ contact }) => contact.bot.name ?? contact.bot.id },
];
