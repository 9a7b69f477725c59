import type { IndexKey, QueryTable } from './queryPort.ts';

/** How far each index partition was read; null when to its end. JSON, so that it can be kept. */
export type Cursor = Readonly<Record<string, IndexKey | null>>;

export interface MergeOptions {
  readonly newestFirst: boolean;
  readonly cursor: Cursor;
  /** Keys a page, at most. */
  readonly atOnce: number;
  /** Keys that one call reads, at most. */
  readonly pageSize: number;
}

/** An index partition that is being read. */
interface Source {
  readonly partition: string;
  readonly pages: AsyncIterator<readonly IndexKey[]>;
  keys: readonly IndexKey[];
  next: number;
}

/** Reads several index partitions as one, in the order of `since`: never more than a call's worth of each is held. */
export async function* mergeLookups(
  table: QueryTable,
  partitions: readonly string[],
  { newestFirst, cursor, atOnce, pageSize }: MergeOptions,
): AsyncGenerator<{ readonly keys: readonly IndexKey[]; readonly cursor: Cursor }, void> {
  const reached = new Map<string, IndexKey | null>(Object.entries(cursor));
  const sources = partitions
    .filter(partition => reached.get(partition) !== null)
    .map((partition): Source => {
      const after = reached.get(partition);
      const options = { newestFirst, pageSize, ...(after && { after }) };
      const pages = table.lookup(partition, options)[Symbol.asyncIterator]();
      return { partition, pages, keys: [], next: 0 };
    });
  const open = new Set(sources);
  const refill = async (source: Source): Promise<void> => {
    while (source.next >= source.keys.length) {
      const page = await source.pages.next();
      if (page.done) {
        open.delete(source);
        reached.set(source.partition, null);
        return;
      }
      source.keys = page.value;
      source.next = 0;
    }
  };
  while (open.size > 0) {
    const keys: IndexKey[] = [];
    while (keys.length < atOnce) {
      await Promise.all([...open].map(refill));
      const source = foremost([...open], newestFirst);
      const key = source?.keys[source.next];
      if (source === undefined || key === undefined) break;
      keys.push(key);
      reached.set(source.partition, key);
      source.next += 1;
    }
    if (keys.length > 0) yield { keys, cursor: Object.fromEntries(reached) };
  }
}

const foremost = (sources: readonly Source[], newestFirst: boolean): Source | undefined => {
  const sinceOf = (source: Source): string => source.keys[source.next]?.since ?? '';
  return sources.reduce<Source | undefined>(
    (best, each) =>
      best === undefined || sinceOf(each) > sinceOf(best) === newestFirst ? each : best,
    undefined,
  );
};
