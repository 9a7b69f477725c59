import type { Row } from '../crm/row.ts';
import type { Table } from './ports.ts';

/** What a container remembers at most; then it forgets all and writes each again once. */
const REMEMBERED = 20_000;

/** The catalog as this container knows it. */
export interface Catalog {
  /** The calls that write the rows. One that this container has written costs nothing; it counts so only once its write succeeded. */
  readonly writes: (rows: readonly Row[]) => readonly (() => Promise<void>)[];
}

/** What was written under a key. */
interface Remembered {
  readonly name: unknown;
  /** When the newest event that came had that name: epoch milliseconds, 0 where no name changes. */
  readonly seen: number;
  readonly done: Promise<void>;
}

const asOf = ({ as_of }: Row): number => (typeof as_of === 'string' ? Date.parse(as_of) : 0);

/** A name that holds is not written again, though another container may write an older one: the next to start corrects it. */
const isNews = (row: Row, known: Remembered): boolean =>
  row.name !== known.name && asOf(row) > known.seen;

export const createCatalog = (table: Table): Catalog => {
  const writes = new Map<string, Remembered>();
  const write = async (row: Row): Promise<void> => {
    const key = row.webhook_title;
    const known = writes.get(key);
    const at = asOf(row);
    const one =
      known !== undefined && !isNews(row, known)
        ? { ...known, ...(row.name === known.name && { seen: Math.max(known.seen, at) }) }
        : { name: row.name, seen: at, done: table.putCatalog(row) };
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
