import type { CrmConfig } from '../crm/config.ts';
import type { Contact } from '../crm/contact.ts';
import { contactFromRow } from '../crm/contactRow.ts';
import { CONTACT, contactKey, EVENT } from '../crm/keys.ts';
import { lookupsOf } from '../crm/lookups.ts';
import type { Row } from '../crm/row.ts';
import { parseEvent } from '../webhook/parseEvent.ts';
import { makeStamp, type Stamp } from '../webhook/stamp.ts';
import type { DeadLetterQueue } from './deadLetterQueue.ts';
import type { Table } from './ports.ts';
import { readDeadLetters } from './readDeadLetters.ts';
import type { Letter } from './readLetter.ts';

/** What an event wrote and is still so. */
export interface WrittenEvent {
  readonly stamp: Stamp;
  /** Its line of the timeline; absent where it has expired, or none is kept. */
  readonly eventRow?: Row;
  /** The webhook row that shows it, where it is the newest of its title. */
  readonly webhook?: string;
  /** What of the contact it set. */
  readonly registers: readonly string[];
  /** The lookups that follow from that. */
  readonly lookups: readonly string[];
}

/** Where an event is; where it is nowhere, whether the contact was erased: ISO 8601. */
export type EventTrace =
  | { readonly written: WrittenEvent }
  | { readonly letter: Letter }
  | { readonly erasedAt?: string };

export interface TraceDependencies {
  readonly table: Table;
  readonly letters: DeadLetterQueue;
  readonly config: CrmConfig;
}

/**
 * Looks where an event of a contact is: in the table, by what it wrote and is still so, else in the dead letters.
 *
 * @param contactId as sent
 * @param event its id, as the timeline has it, or that of its message
 */
export const traceEvent = async (
  contactId: string,
  event: string,
  { table, letters, config }: TraceDependencies,
): Promise<EventTrace> => {
  const rows: Row[] = [];
  for await (const page of table.readContact(contactKey(contactId))) rows.push(...page);
  const written = findWritten(rows, event, config);
  if (written !== undefined) return { written };
  for await (const letter of readDeadLetters(letters)) {
    if (letter.contactId !== contactId || letter.event === undefined) continue;
    const read = parseEvent(letter.event, letter.received_at);
    if (!('problem' in read) && [read.id, read.message?.id].includes(event)) {
      const { remove: _, ...found } = letter;
      return { letter: found };
    }
  }
  const erasedAt = rows.find(({ webhook_title }) => webhook_title === CONTACT)?.erased_at;
  return typeof erasedAt === 'string' ? { erasedAt } : {};
};

const findWritten = (
  rows: readonly Row[],
  event: string,
  config: CrmConfig,
): WrittenEvent | undefined => {
  const contactRow = rows.find(({ webhook_title }) => webhook_title === CONTACT);
  const contact = contactRow && contactFromRow(contactRow);
  // Of several with one message, the newest.
  const eventRow = rows.findLast(
    ({ webhook_title, message_id }) =>
      webhook_title.startsWith(EVENT) &&
      (webhook_title.endsWith(`#${event}`) || message_id === event),
  );
  const stamps = [
    ...rows.flatMap(({ last_event }) => (typeof last_event === 'string' ? [last_event] : [])),
    ...[...(contact?.registers.values() ?? [])].map(register => register.stamp),
  ];
  const stamp =
    eventRow === undefined
      ? stamps.find(each => each.split('#')[1] === event)
      : stampOfRow(eventRow);
  if (stamp === undefined) return undefined;
  const webhook = rows.find(({ last_event }) => last_event === stamp);
  return {
    stamp,
    ...(eventRow !== undefined && { eventRow }),
    ...(webhook !== undefined && { webhook: webhook.webhook_title }),
    ...whatIsSoBy(stamp, contact, config),
  };
};

const stampOfRow = ({ webhook_title, digest }: Row): Stamp => {
  const [, at = '', id = ''] = webhook_title.split('#');
  return makeStamp(at, id, String(digest));
};

const whatIsSoBy = (
  stamp: Stamp,
  contact: Contact | undefined,
  config: CrmConfig,
): Pick<WrittenEvent, 'registers' | 'lookups'> => {
  if (contact === undefined) return { registers: [], lookups: [] };
  const own = [...contact.registers].filter(([, register]) => register.stamp === stamp);
  const truth = lookupsOf(contact, config);
  const following = lookupsOf({ ...contact, registers: new Map(own) }, config);
  return {
    registers: own.map(([path]) => path),
    lookups: [...following.keys()].filter(key => truth.has(key)),
  };
};
