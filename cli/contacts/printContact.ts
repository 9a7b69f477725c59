import type { Value } from '../../lib/pipeline/query/contactRecord.ts';
import type { ContactDetails } from '../../lib/pipeline/query/readContact.ts';
import type { WebhookRecord } from '../../lib/pipeline/query/webhookRecord.ts';
import { coloursFor } from '../show/colours.ts';
import { plainLine } from '../show/plainText.ts';
import { type Column, createTable } from '../show/table.ts';
import { timeForPeople } from '../show/times.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';

const LABEL = 14;

const COLUMNS: readonly Column<WebhookRecord>[] = [
  { title: 'LAST CAME (UTC)', cell: ({ last_at }) => timeForPeople(last_at), whole: true },
  { title: 'WEBHOOK', cell: ({ title }) => title?.trim() || '(no title)' },
  { title: 'ANSWER', cell: ({ answer }) => answer },
  { title: 'FIRST CAME (UTC)', cell: ({ first_at }) => timeForPeople(first_at), whole: true },
];

/** Shows a contact to a person: what is known of it, a line each, then the webhooks that came for it. */
export const printContact = async (
  { contact, webhooks }: ContactDetails,
  world: World,
): Promise<void> => {
  const { bold, dim } = coloursFor(world.stdout, world);
  const { subscription, subscription_at, last_message, bot, tags } = contact;
  /** Says so where a person corrected it. */
  const marked = (path: string, value: string | null): string | null =>
    value && contact.corrected.includes(path) ? `${value}  (corrected)` : value;
  const lines: readonly (readonly [label: string, value: string | null])[] = [
    ['contact', contact.contact_id],
    ['name', contact.corrected.includes('name') ? marked('name', contact.name) : null],
    ['username', marked('username', contact.username)],
    ['phone', marked('phone', contact.phone)],
    ['e-mail', marked('email', contact.email)],
    ['photo', marked('photo', contact.photo)],
    ['status', marked('status', contact.status)],
    [
      'subscription',
      marked(
        'subscription',
        subscription && `${subscription} since ${timeForPeople(subscription_at)}`,
      ),
    ],
    [
      'tags',
      marked(
        'tags',
        tags.length === 0 && contact.corrected.includes('tags') ? '(none)' : tags.join(', '),
      ),
    ],
    ...pairs('fields', contact.fields, marked),
    ...pairs('variables', contact.variables, marked),
    [
      'last message',
      last_message && `${last_message}  (${timeForPeople(contact.last_message_at)})`,
    ],
    [
      'bot',
      [bot.name, contact.service && `(${contact.service})`, bot.id].filter(Boolean).join(' '),
    ],
    ['first active', timeForPeople(contact.first_activity)],
    ['last active', timeForPeople(contact.last_activity)],
  ];
  const shown = lines.flatMap(([label, value]) =>
    value ? [`  ${dim(label.padEnd(LABEL))}${plainLine(value)}`] : [],
  );
  const name = plainLine(contact.name ?? contact.username ?? contact.contact_id);
  write(world.stdout, `${bold(name)}\n${shown.join('\n')}\n`);
  if (webhooks.length > 0) write(world.stdout, `\n${bold('Webhooks that came')}\n`);
  await createTable(COLUMNS, world).rows(webhooks);
};

/** One line each, the first with the label. */
const pairs = (
  label: string,
  values: Readonly<Record<string, Value>>,
  marked: (path: string, value: string | null) => string | null,
): readonly (readonly [string, string | null])[] =>
  Object.entries(values).map(([name, value], index) => [
    index === 0 ? label : '',
    marked(`${label}.${name}`, `${name} = ${value === null ? '(none)' : value}`),
  ]);
