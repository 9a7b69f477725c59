import type fc from 'fast-check';
import { contactFromRow } from '../../lib/crm/contactRow.ts';
import { CONTACT } from '../../lib/crm/keys.ts';
import { lookupsOf } from '../../lib/crm/lookups.ts';
import type { Row } from '../../lib/crm/row.ts';
import type { Table } from '../../lib/pipeline/ports.ts';
import { config } from './feed.ts';

/** A table whose every call waits until the scheduler gives it its turn; `seen` is told after each. */
export const scheduledTable = (
  table: Table,
  scheduler: fc.Scheduler,
  who: string,
  seen: () => Promise<void>,
): Table => {
  const inTurn =
    <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await scheduler.schedule(Promise.resolve(), `${who} ${name}`);
      const answer = await call(...args);
      await seen();
      return answer;
    };
  return {
    read: inTurn('read', table.read),
    readContact: async function* readContact(contactId, prefix) {
      await scheduler.schedule(Promise.resolve(), `${who} readContact`);
      yield* table.readContact(contactId, prefix);
    },
    putVersioned: inTurn('putVersioned', table.putVersioned),
    putEvent: inTurn('putEvent', table.putEvent),
    putLookup: inTurn('putLookup', table.putLookup),
    putCatalog: inTurn('putCatalog', table.putCatalog),
    deleteLookup: inTurn('deleteLookup', table.deleteLookup),
    deleteWebhook: inTurn('deleteWebhook', table.deleteWebhook),
    deleteEvent: inTurn('deleteEvent', table.deleteEvent),
  };
};

/** The lookups that are true of a contact row and are not there: at no moment may there be one. */
export const missingLookups = (rows: ReadonlyMap<string, Row>): string[] =>
  [...rows.values()]
    .filter(row => row.webhook_title === CONTACT)
    .flatMap(row =>
      [...lookupsOf(contactFromRow(row), config).keys()]
        .map(key => `${row.contact_id}|${key}`)
        .filter(key => !rows.has(key)),
    );
