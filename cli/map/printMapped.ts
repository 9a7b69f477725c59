import type { CrmConfig } from '../../lib/crm/config.ts';
import { CONTACT } from '../../lib/crm/keys.ts';
import { toContactRecord } from '../../lib/pipeline/query/contactRecord.ts';
import type { WebhookEvent } from '../../lib/webhook/parseEvent.ts';
import { printContact } from '../contacts/printContact.ts';
import { coloursFor } from '../show/colours.ts';
import { numberForPeople } from '../show/numbers.ts';
import { plainLine } from '../show/plainText.ts';
import { type Column, createTable } from '../show/table.ts';
import { timeForPeople } from '../show/times.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';
import type { MappedBody, MappedElement, MappedRow } from './mapBody.ts';

type Line = readonly [label: string, value: string | undefined];

const LABEL = 11;

/** Shows a person what a body would become: event by event, then the rows. */
export const printMapped = async (
  { elements, rows }: MappedBody,
  config: CrmConfig,
  world: World,
): Promise<void> => {
  const { bold, dim, red } = coloursFor(world.stdout, world);
  const say = (text: string): void => write(world.stdout, `${text}\n`);
  for (const [index, element] of elements.entries()) {
    const title = 'event' in element ? element.event.title.trim() || '(no title)' : red('refused');
    say(`${bold(`Event ${index + 1}`)}  ${'event' in element ? plainLine(title) : title}`);
    for (const [label, value] of linesOf(element, config)) {
      if (value) say(`  ${dim(label.padEnd(LABEL))} ${plainLine(value)}`);
    }
    say('');
  }
  for (const { row } of rows) {
    const contact = row.webhook_title === CONTACT ? toContactRecord(row) : undefined;
    if (contact === undefined) continue;
    say(dim('The contact that it becomes:'));
    await printContact({ contact, webhooks: [] }, world);
    say('');
  }
  if (rows.length > 0) say(`${bold('Rows')}  in an empty table; a write unit is 1 KB`);
  await createTable(COLUMNS, world).rows(rows);
};

const COLUMNS: readonly Column<MappedRow>[] = [
  { title: 'BYTES', cell: ({ bytes }) => numberForPeople(bytes), right: true, whole: true },
  { title: 'UNITS', cell: ({ units }) => numberForPeople(units), right: true, whole: true },
  { title: 'CONTACT_ID', cell: ({ row }) => row.contact_id },
  { title: 'WEBHOOK_TITLE', cell: ({ row }) => row.webhook_title },
  { title: 'LOOKUP', cell: ({ row }) => (typeof row.lookup === 'string' ? row.lookup : null) },
];

const linesOf = (element: MappedElement, config: CrmConfig): readonly Line[] => {
  if ('problem' in element) return [['dead letter', element.problem]];
  const { event, outcome } = element;
  const { contact, message, bot } = event;
  return [
    ['kind', event.kind],
    ['at', whenOf(event)],
    ['id', event.id],
    ['bot', [bot.name, `(${event.service})`, bot.id].filter(Boolean).join(' ')],
    ['contact', [contact.id, contact.name].filter(Boolean).join('  ')],
    ['username', contact.username],
    ['phone', contact.phone],
    ['e-mail', contact.email],
    ['tags', contact.tags?.join(', ')],
    ...[...contact.variables].map(
      ([name, value], index): Line => [index === 0 ? 'variables' : '', `${name} = ${value}`],
    ),
    [
      'message',
      message &&
        [`${message.direction} ${message.type}:`, message.text, message.media]
          .filter(Boolean)
          .join(' '),
    ],
    ['operator', message?.operator],
    ...outcome.matched.map(
      (position, index): Line => [
        index === 0 ? 'rules' : '',
        `rules[${position}] ${JSON.stringify(config.rules[position]?.when ?? {})}`,
      ],
    ),
    ['ignored', outcome.ignore ? 'a rule says so: it leaves no row' : undefined],
    ['status', outcome.status],
    ...[...outcome.set].map(
      ([name, value], index): Line => [index === 0 ? 'sets' : '', `${name} = ${value}`],
    ),
  ];
};

/** An event without a usable date is dated by its receipt, which here is now. */
const whenOf = ({ at, received_at }: WebhookEvent): string =>
  `${timeForPeople(at)} UTC${at === received_at ? ', for want of a usable date' : ''}`;
