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
  { title: 'WEBHOOK', cell: ({ title }) => title ?? '(no title)' },
  { title: 'ANSWER', cell: ({ answer }) => answer },
  { title: 'FIRST CAME (UTC)', cell: ({ first_at }) => timeForPeople(first_at), whole: true },
];

/** Shows a contact to a person: what is known of it, a line each, then the webhooks that came for it. */
export const printContact = async (
  { contact, webhooks }: ContactDetails,
  world: World,
): Promise<void> => {
  const { bold, dim } = coloursFor(world.stdout, world);
  const { subscription, subscription_at, last_message, bot } = contact;
  const lines: readonly (readonly [label: string, value: string | null])[] = [
    ['contact', contact.contact_id],
    ['username', contact.username],
    ['phone', contact.phone],
    ['e-mail', contact.email],
    ['photo', contact.photo],
    ['status', contact.status],
    ['subscription', subscription && `${subscription} since ${timeForPeople(subscription_at)}`],
    ['tags', contact.tags.join(', ')],
    ...pairs('fields', contact.fields),
    ...pairs('variables', contact.variables),
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
): readonly (readonly [string, string])[] =>
  Object.entries(values).map(([name, value], index) => [
    index === 0 ? label : '',
    `${name} = ${value === null ? '(none)' : value}`,
  ]);
