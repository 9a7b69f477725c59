import type { Row } from '../crm/row.ts';
import type { Table } from './ports.ts';

/** What a container remembers at most; then it forgets all and writes each again once. */
const REMEMBERED = 20_000;

/** The catalog as this container knows it. */
export interface Catalog {
  /** Writes the rows that this container has not written yet. A row counts as written only once its write succeeded. */
  readonly write: (rows: readonly Row[]) => Promise<void>;
}

export const createCatalog = (table: Table): Catalog => {
  const writes = new Map<string, Promise<void>>();
  return {
    write: async rows => {
      if (writes.size > REMEMBERED) writes.clear();
      await Promise.all(
        rows.map(row => {
          const key = row.webhook_title;
          const write = writes.get(key) ?? table.putCatalog(row);
          writes.set(key, write);
          return write.catch((error: unknown) => {
            writes.delete(key);
            throw error;
          });
        }),
      );
    },
  };
};
