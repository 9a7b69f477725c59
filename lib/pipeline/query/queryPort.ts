import type { Key, Row } from '../../crm/row.ts';

/** The table is there but does not keep up: the same question may be answered a little later. */
export class ThrottledError extends Error {
  override readonly name = 'ThrottledError';
}

/** A row of the index `byLookup`: also the place from which to read on. */
export interface IndexKey extends Key {
  readonly lookup: string;
  /** ISO 8601: when the row was first written. */
  readonly since: string;
}

/** What one call to the table read and what it cost. */
export interface ReadCost {
  /** The index, rows by their keys, or a range of one partition. */
  readonly kind: 'index' | 'rows' | 'range';
  /** The index partition, or what was read of which range; empty for rows. */
  readonly what: string;
  readonly rows: number;
  /** Read units, as DynamoDB charges them. */
  readonly units: number;
}

export interface LookupOptions {
  /** Go on after this row. */
  readonly after?: IndexKey;
  /** By `since`; the oldest first where this is false. */
  readonly newestFirst?: boolean;
  /** Rows a call, at most. */
  readonly pageSize?: number;
}

export interface RangeOptions {
  /** First and last sort key, both included. */
  readonly from: string;
  readonly to: string;
  readonly descending?: boolean;
  readonly pageSize?: number;
}

/** The table as queries need it: nothing here scans. */
export interface QueryTable {
  /** An index partition, page by page. Eventually consistent, as indexes are: a second or so behind. */
  readonly lookup: (
    partition: string,
    options?: LookupOptions,
  ) => AsyncIterable<readonly IndexKey[]>;
  /** How many rows an index partition has: read, not estimated. */
  readonly count: (partition: string) => Promise<number>;
  /** Rows by their keys, in any order; those that do not exist are left out. Eventually consistent, at half the price. */
  readonly read: (keys: readonly Key[]) => Promise<readonly Row[]>;
  /** A range of one contact's (or the catalog's) rows in the order of their keys, page by page; strongly consistent. */
  readonly range: (partition: string, options: RangeOptions) => AsyncIterable<readonly Row[]>;
}
