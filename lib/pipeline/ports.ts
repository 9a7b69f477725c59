import type { Lookup } from '../crm/lookups.ts';
import type { Key, Row } from '../crm/row.ts';

/** A store refused a write for good: sent again, it would be refused again. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/**
 * The table, as the pipeline needs it. Each write is conditional and, but for the catalog's, tells whether its condition held;
 * whatever else goes wrong is thrown: `RefusedError` for good, anything else to be tried again.
 */
export interface Table {
  /** Strongly consistent; rows that do not exist are left out. Keys must differ. */
  readonly read: (keys: readonly Key[]) => Promise<readonly Row[]>;
  /** All rows of a contact whose sort key begins so, strongly consistent, in the order of their keys, page by page. */
  readonly readContact: (contactId: string, prefix?: string) => AsyncIterable<readonly Row[]>;
  /** Puts a contact or webhook row if it is still the one that was read: its `rev` and `erased_at`, or not there. */
  readonly putVersioned: (row: Row, read: Row | undefined) => Promise<boolean>;
  /** Puts an event row if it does not exist or is a copy with a smaller digest. */
  readonly putEvent: (row: Row) => Promise<boolean>;
  /** Puts a lookup, or raises its `rev`, if it does not exist or has a smaller one. `since` stays. */
  readonly putLookup: (
    contactId: string,
    lookup: Lookup,
    rev: number,
    since: string,
  ) => Promise<boolean>;
  /** Puts a catalog row if it does not exist or has an older `as_of`. */
  readonly putCatalog: (row: Row) => Promise<void>;
  /** Deletes a lookup if its `rev` is not greater. */
  readonly deleteLookup: (key: Key, rev: number) => Promise<boolean>;
  /** Deletes a webhook row if its `last_event` is not newer than a time (ISO 8601). */
  readonly deleteWebhook: (key: Key, time: string) => Promise<boolean>;
  readonly deleteEvent: (key: Key) => Promise<void>;
}

/** What a message's body may take, in bytes of UTF-8: SQS's limit. */
export const MESSAGE_BYTES = 1024 * 1024;

/** A queue, as the pipeline needs it. */
export interface Queue {
  /**
   * Sends bodies, packed by count and bytes; what the queue did not take is tried again until the deadline.
   *
   * @param deadline epoch milliseconds
   * @throws when any of them could not be made durable
   */
  readonly send: (bodies: readonly string[], deadline: number) => Promise<void>;
}
