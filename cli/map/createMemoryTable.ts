import type { Key, Row } from '../../lib/crm/row.ts';
import type { Table } from '../../lib/pipeline/ports.ts';

export interface MemoryTable extends Table {
  /** All rows, in the order in which they were first written. */
  readonly rows: () => readonly Row[];
}

/** A table that nobody else writes to: it shows what one writer would leave. But for the catalog's, every condition holds. */
export const createMemoryTable = (): MemoryTable => {
  const rows = new Map<string, Row>();
  const put = async (row: Row): Promise<true> => {
    rows.set(keyOf(row), row);
    return true;
  };
  const remove = async (key: Key): Promise<true> => {
    rows.delete(keyOf(key));
    return true;
  };
  return {
    rows: () => [...rows.values()],
    read: async keys => keys.map(key => rows.get(keyOf(key))).filter(row => row !== undefined),
    readContact: async function* readContact(contactId, prefix = '') {
      yield [...rows.values()].filter(
        row => row.contact_id === contactId && row.webhook_title.startsWith(prefix),
      );
    },
    putVersioned: put,
    putEvent: put,
    putLookup: (contact_id, { key, lookup, kind, name }, rev, since) =>
      put({ contact_id, webhook_title: key, [kind]: name, rev, lookup, since }),
    putCatalog: async row => {
      const held = rows.get(keyOf(row));
      if (held === undefined || String(held.as_of ?? '') < String(row.as_of ?? '')) await put(row);
    },
    deleteLookup: remove,
    deleteWebhook: remove,
    deleteEvent: async key => {
      await remove(key);
    },
  };
};

const keyOf = ({ contact_id, webhook_title }: Key): string =>
  JSON.stringify([contact_id, webhook_title]);
