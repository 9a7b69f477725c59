import type { Row } from '../../lib/crm/row.ts';
import type { Table } from '../../lib/pipeline/ports.ts';

/** A table in memory, under the same conditions. */
export interface MemoryTable extends Table {
  readonly rows: ReadonlyMap<string, Row>;
}

/**
 * The `Table` port in memory: for properties that need thousands of runs. That it answers as the engines do is shown by
 * running the adapter's own suite on it.
 */
export const createMemoryTable = (): MemoryTable => {
  const rows = new Map<string, Row>();
  const idOf = (key: { contact_id: string; webhook_title: string }): string =>
    `${key.contact_id}|${key.webhook_title}`;
  const put = (row: Row, holds: (held: Row | undefined) => boolean): boolean => {
    if (!holds(rows.get(idOf(row)))) return false;
    rows.set(idOf(row), structuredClone(row));
    return true;
  };
  const remove = (
    key: { contact_id: string; webhook_title: string },
    holds: (held: Row) => boolean,
  ): boolean => {
    const held = rows.get(idOf(key));
    return held !== undefined && holds(held) && rows.delete(idOf(key));
  };
  return {
    rows,
    read: async keys =>
      keys
        .map(key => rows.get(idOf(key)))
        .filter(row => row !== undefined)
        .map(row => structuredClone(row)),
    readContact: async function* readContact(contactId, prefix = '') {
      yield [...rows.values()]
        .filter(row => row.contact_id === contactId && row.webhook_title.startsWith(prefix))
        .map(row => structuredClone(row));
    },
    putVersioned: async (row, read) =>
      put(row, held =>
        read === undefined
          ? held === undefined
          : held?.rev === read.rev && held?.erased_at === read.erased_at,
      ),
    putEvent: async row =>
      put(row, held => held === undefined || String(held.digest) < String(row.digest)),
    putLookup: async (contactId, { key, lookup, kind, name }, rev, since) => {
      const held = rows.get(`${contactId}|${key}`);
      return put(
        {
          contact_id: contactId,
          webhook_title: key,
          lookup,
          [kind]: name,
          rev,
          since: held?.since ?? since,
        },
        () => held === undefined || Number(held.rev) < rev,
      );
    },
    putCatalog: async row => {
      put(
        row,
        held =>
          held === undefined ||
          (row.as_of !== undefined &&
            (held.as_of === undefined || String(held.as_of) < String(row.as_of))),
      );
    },
    deleteLookup: async (key, rev) => remove(key, held => Number(held.rev) <= rev),
    deleteWebhook: async (key, time) => remove(key, held => String(held.last_event) < `${time}#~`),
    deleteEvent: async key => {
      remove(key, () => true);
    },
  };
};
