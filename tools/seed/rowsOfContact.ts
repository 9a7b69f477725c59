import { changeOfEvent } from '../../lib/crm/change.ts';
import type { CrmConfig } from '../../lib/crm/config.ts';
import { emptyContact, mergeContacts } from '../../lib/crm/contact.ts';
import { contactToRow } from '../../lib/crm/contactRow.ts';
import { lookupsOf } from '../../lib/crm/lookups.ts';
import type { Row } from '../../lib/crm/row.ts';
import { mergeWebhooks, webhookToRow } from '../../lib/crm/webhookRow.ts';
import { parseEvent, type WebhookEvent } from '../../lib/webhook/parseEvent.ts';

export interface ContactRows {
  readonly rows: readonly Row[];
  readonly catalog: readonly Row[];
}

/**
 * The rows that a contact's events leave in an empty table, without the reads and conditions of the consumer: much
 * quicker, and good for a table that nobody else writes to.
 *
 * @param elements the contact's events, as they are sent
 * @param receivedAt ISO 8601
 */
export const rowsOfContact = (
  elements: readonly object[],
  config: CrmConfig,
  receivedAt: string,
): ContactRows => {
  const changes = elements
    .map(element => eventOf(element, receivedAt))
    .map(event => changeOfEvent(event, config));
  const contact = changes
    .map(({ says }) => says)
    .reduce(mergeContacts, emptyContact(changes[0]?.says.id ?? ''));
  const version = { rev: 1, since: receivedAt };
  const contactRow = contactToRow(contact, config, version);
  const webhooks = Map.groupBy(
    changes.flatMap(({ webhook }) => webhook ?? []),
    ({ title }) => title,
  );
  const lookups = [...lookupsOf(contact, config).values()].map(({ key, lookup, kind, name }) => ({
    contact_id: contactRow.contact_id,
    webhook_title: key,
    [kind]: name,
    lookup,
    ...version,
  }));
  return {
    rows: [
      contactRow,
      ...[...webhooks].map(([title, states]) =>
        webhookToRow(
          { contactId: contact.id, title },
          states.map(({ state }) => state).reduce(mergeWebhooks),
          version,
        ),
      ),
      ...lookups,
      ...changes.flatMap(({ eventRow }) => eventRow ?? []),
    ],
    catalog: changes.flatMap(({ catalog }) => catalog),
  };
};

const eventOf = (element: object, receivedAt: string): WebhookEvent => {
  const event = parseEvent(JSON.stringify(element), receivedAt);
  if ('problem' in event) throw new Error(event.problem);
  return event;
};
