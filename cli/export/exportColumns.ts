import type { CrmConfig } from '../../lib/crm/config.ts';
import type { ContactFilter } from '../../lib/pipeline/query/contactFilter.ts';
import type { ContactRecord, Value } from '../../lib/pipeline/query/contactRecord.ts';
import type { FoundContact } from '../../lib/pipeline/query/findContacts.ts';

export interface ExportColumn {
  readonly title: string;
  readonly kind: 'text' | 'time' | 'phone';
  readonly cell: (found: FoundContact) => Value;
}

/**
 * The columns of a spreadsheet, known before the first contact is read: one pass suffices.
 *
 * @param variables all names of the catalog
 */
export const exportColumns = (
  { webhooks = [] }: ContactFilter,
  config: CrmConfig,
  variables: readonly string[],
): readonly ExportColumn[] => [
  text('contact_id', contact => contact.contact_id),
  text('name', contact => contact.name),
  text('username', contact => contact.username),
  { ...text('phone', contact => contact.phone), kind: 'phone' },
  text('email', contact => contact.email),
  text('status', contact => contact.status),
  text('subscription', contact => contact.subscription),
  time('subscription_at', contact => contact.subscription_at),
  text('tags', contact => contact.tags.join(', ')),
  ...webhooks.map(
    (title, index): ExportColumn => ({
      title: `webhook.${title}`,
      kind: 'time',
      cell: found => found.webhooks[index]?.last_at ?? null,
    }),
  ),
  ...fieldNames(config).map(
    (name): ExportColumn => ({
      title: `fields.${name}`,
      kind: config.fields.get(name)?.type === 'phone' ? 'phone' : 'text',
      cell: ({ contact }) => own(contact.fields, name),
    }),
  ),
  ...variables.map(
    (name): ExportColumn => ({
      title: `variables.${name}`,
      kind: holdsPhone(name, config) ? 'phone' : 'text',
      cell: ({ contact }) => own(contact.variables, name),
    }),
  ),
  text('last_message', contact => contact.last_message),
  time('last_message_at', contact => contact.last_message_at),
  text('service', contact => contact.service),
  text('bot_id', contact => contact.bot.id),
  text('bot_name', contact => contact.bot.name),
  time('first_activity', contact => contact.first_activity),
  time('last_activity', contact => contact.last_activity),
  text('photo', contact => contact.photo),
];

/** Whether a contact has something that none of these columns shows: it came up after they were chosen. */
export const exceedsColumns = ({ contact }: FoundContact, titles: ReadonlySet<string>): boolean =>
  Object.keys(contact.variables).some(name => !titles.has(`variables.${name}`)) ||
  Object.keys(contact.fields).some(name => !titles.has(`fields.${name}`));

const text = (title: string, cell: (contact: ContactRecord) => Value): ExportColumn => ({
  title,
  kind: 'text',
  cell: ({ contact }) => cell(contact),
});

const time = (title: string, cell: (contact: ContactRecord) => Value): ExportColumn => ({
  ...text(title, cell),
  kind: 'time',
});

/** All fields that the configuration can set. */
const fieldNames = ({ fields, rules }: CrmConfig): readonly string[] => [
  ...new Set([...fields.keys(), ...rules.flatMap(({ set }) => Object.keys(set ?? {}))]),
];

const holdsPhone = (variable: string, { fields }: CrmConfig): boolean =>
  variable.toLowerCase() === 'phone' ||
  [...fields.values()].some(({ type, from }) => type === 'phone' && from.includes(variable));

const own = (values: Readonly<Record<string, Value>>, name: string): Value =>
  Object.hasOwn(values, name) ? (values[name] ?? null) : null;
