import { contactFromRow } from '../crm/contactRow.ts';
import { CONTACT, contactKey, EVENT } from '../crm/keys.ts';
import type { Row } from '../crm/row.ts';
import { parseEvent } from '../webhook/parseEvent.ts';
import { makeStamp } from '../webhook/stamp.ts';
import type { DeadLetterQueue } from './deadLetterQueue.ts';
import type { Table } from './ports.ts';
import { readDeadLetters } from './readDeadLetters.ts';
import type { Letter } from './readLetter.ts';

/** Where one event is. */
export interface EventTrace {
  /** Its line of the timeline. */
  readonly eventRow: Row;
  /** The webhook row that shows it, where it is the newest of its title. */
  readonly webhook?: string;
  /** What of the contact it set, and is still so. */
  readonly registers: readonly string[];
}

/**
 * Looks where an event of a contact is: what it wrote and is still so, or the dead letter that it became.
 *
 * @param contactId as sent
 * @param eventId as the timeline has it
 * @returns undefined when there is neither; its line may have expired, or the contact was erased
 */
export const traceEvent = async (
  contactId: string,
  eventId: string,
  { table, letters }: { readonly table: Table; readonly letters: DeadLetterQueue },
): Promise<EventTrace | Letter | undefined> => {
  const rows: Row[] = [];
  for await (const page of table.readContact(contactKey(contactId))) rows.push(...page);
  const eventRow = rows.find(
    ({ webhook_title }) => webhook_title.startsWith(EVENT) && webhook_title.endsWith(`#${eventId}`),
  );
  if (eventRow !== undefined) return traceRow(eventRow, rows);
  for await (const letter of readDeadLetters(letters)) {
    if (letter.contactId !== contactId || letter.event === undefined) continue;
    const event = parseEvent(letter.event, letter.received_at);
    if (!('problem' in event) && event.id === eventId) {
      const { remove: _, ...found } = letter;
      return found;
    }
  }
  return undefined;
};

const traceRow = (eventRow: Row, rows: readonly Row[]): EventTrace => {
  const [, at = '', id = ''] = eventRow.webhook_title.split('#');
  const stamp = makeStamp(at, id, String(eventRow.digest));
  const contactRow = rows.find(({ webhook_title }) => webhook_title === CONTACT);
  const registers = contactRow === undefined ? [] : [...contactFromRow(contactRow).registers];
  const webhook = rows.find(({ last_event }) => last_event === stamp);
  return {
    eventRow,
    ...(webhook !== undefined && { webhook: webhook.webhook_title }),
    registers: registers.filter(([, register]) => register.stamp === stamp).map(([path]) => path),
  };
};
