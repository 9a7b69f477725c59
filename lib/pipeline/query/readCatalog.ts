import { botLookup, CATALOG } from '../../crm/keys.ts';
import type { Row } from '../../crm/row.ts';
import { textOf } from './contactRecord.ts';
import type { QueryTable } from './queryPort.ts';

/** A webhook's title; null for those that had none. */
export interface CatalogTitle {
  readonly title: string | null;
  /** A system event, or `flow`. */
  readonly kind: string | null;
}

export interface CatalogTag {
  readonly tag: string;
}

export interface CatalogBot {
  /** Null where events named none. */
  readonly bot_id: string | null;
  readonly name: string | null;
  readonly service: string | null;
}

/** All titles that ever came, in the order of their keys. Contacts may have been erased since: an audience can be 0. */
export const readTitles = async (table: QueryTable): Promise<readonly CatalogTitle[]> =>
  (await readKind(table, 'webhook')).map(row => ({
    title: textOf(row.title),
    kind: textOf(row.kind),
  }));

/** All tags that any contact ever had. */
export const readTags = async (table: QueryTable): Promise<readonly CatalogTag[]> =>
  (await readKind(table, 'tag')).map(row => ({ tag: String(row.tag) }));

/** All bots that were ever heard. */
export const readBots = async (table: QueryTable): Promise<readonly CatalogBot[]> =>
  (await readKind(table, 'bot')).map(row => ({
    bot_id: textOf(row.bot),
    name: textOf(row.name),
    service: textOf(row.service),
  }));

/** The names of all variables that any contact ever had. */
export const readVariables = async (table: QueryTable): Promise<readonly string[]> =>
  (await readKind(table, 'var')).map(row => String(row.variable));

/** The index partitions that hold all contacts: one a bot. */
export const botPartitions = async (table: QueryTable): Promise<readonly string[]> => [
  ...new Set((await readBots(table)).map(({ bot_id }) => botLookup(bot_id ?? ''))),
];

const readKind = async (table: QueryTable, kind: string): Promise<readonly Row[]> => {
  const found: Row[] = [];
  // `$` follows `#`: all keys that begin with the kind, and no other.
  for await (const rows of table.range(CATALOG, { from: `${kind}#`, to: `${kind}$` })) {
    found.push(...rows);
  }
  return found;
};
