import type { Row } from '../crm/row.ts';
import type { Table } from './ports.ts';

/** What a container remembers at most; then it forgets all and writes each again once. */
const REMEMBERED = 20_000;

/** The catalog as this container knows it. */
export interface Catalog {
  /** The calls that write the rows. One that this container has written costs nothing; it counts so only once its write succeeded. */
  readonly writes: (rows: readonly Row[]) => readonly (() => Promise<void>)[];
}

export const createCatalog = (table: Table): Catalog => {
  const writes = new Map<string, { readonly name: unknown; readonly done: Promise<void> }>();
  const write = async (row: Row): Promise<void> => {
    const key = row.webhook_title;
    const known = writes.get(key);
    const isNew = known === undefined || (row.as_of !== undefined && row.name !== known.name);
    const one = isNew ? { name: row.name, done: table.putCatalog(row) } : known;
    writes.set(key, one);
    try {
      await one.done;
    } catch (error) {
      writes.delete(key);
      throw error;
    }
  };
  return {
    writes: rows => {
      if (writes.size > REMEMBERED) writes.clear();
      return rows.map(row => () => write(row));
    },
  };
};
