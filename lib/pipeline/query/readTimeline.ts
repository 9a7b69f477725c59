import { CONTACT, contactKey, EVENT } from '../../crm/keys.ts';
import type { Row } from '../../crm/row.ts';
import { isLive } from './isLive.ts';
import type { QueryTable } from './queryPort.ts';
import type { ErasedContact } from './readContact.ts';
import { type TimelineEvent, toTimelineEvent } from './timelineEvent.ts';

/** The earliest and the latest that an event can be dated: ISO 8601 sorts by time. */
const EARLIEST = '0';
const LATEST = '9';
/** Sorts after every event id. */
const LAST_ID = '#~';

export interface TimelineOptions {
  /** ISO 8601 UTC with milliseconds, both included. */
  readonly since?: string;
  readonly until?: string;
  /** Events a call, at most. */
  readonly pageSize?: number;
}

/**
 * Reads what happened with one contact, newest first, page by page.
 *
 * @param contactId as sent
 * @returns undefined where no event of it ever came, or when it was erased
 */
export const readTimeline = async (
  contactId: string,
  table: QueryTable,
  options: TimelineOptions = {},
): Promise<AsyncIterable<readonly TimelineEvent[]> | ErasedContact | undefined> => {
  const partition = contactKey(contactId);
  let contactRow: Row | undefined;
  for await (const [row] of table.range(partition, { from: CONTACT, to: CONTACT })) {
    contactRow ??= row;
  }
  if (contactRow === undefined) return undefined;
  const erasedAt = contactRow.erased_at;
  if (typeof erasedAt !== 'string') return readEvents(partition, table, options, undefined);
  return isLive(contactRow)
    ? readEvents(partition, table, options, erasedAt)
    : { erased_at: erasedAt };
};

async function* readEvents(
  partition: string,
  table: QueryTable,
  { since = EARLIEST, until = LATEST, pageSize }: TimelineOptions,
  erasedAt: string | undefined,
): AsyncGenerator<readonly TimelineEvent[], void> {
  if (since > until) return;
  const pages = table.range(partition, {
    from: `${EVENT}${since}`,
    to: `${EVENT}${until}${LAST_ID}`,
    descending: true,
    ...(pageSize !== undefined && { pageSize }),
  });
  for await (const rows of pages) {
    const events = rows.map(toTimelineEvent);
    // Of the life before an erasure there may be rows that are yet to be swept.
    yield erasedAt === undefined ? events : events.filter(({ at }) => at > erasedAt);
  }
}
