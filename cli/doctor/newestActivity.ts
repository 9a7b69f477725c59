import type { QueryTable } from '../../lib/pipeline/query/queryPort.ts';
import { botPartitions } from '../../lib/pipeline/query/readCatalog.ts';

/** Of so many bots at most, and of so many of the contacts that each has known for the shortest time. */
const BOTS = 20;
const CONTACTS = 5;

/**
 * A time at which an event was dated, and hence the earliest that the last one can be: the newest activity of the newest
 * contacts. When the very last one was is not to be had without reading every contact. A few read units.
 *
 * @returns ISO 8601; undefined where there are no contacts
 */
export const newestActivity = async (table: QueryTable): Promise<string | undefined> => {
  const bots = (await botPartitions(table)).slice(0, BOTS);
  const keys = await Promise.all(
    bots.map(async bot => {
      for await (const page of table.lookup(bot, { pageSize: CONTACTS })) return page;
      return [];
    }),
  );
  const wanted = keys
    .flat()
    .map(({ contact_id, webhook_title }) => ({ contact_id, webhook_title }));
  const times = (await table.read(wanted))
    .map(row => row.last_activity)
    .filter(time => typeof time === 'string');
  return times.length === 0 ? undefined : times.reduce((a, b) => (a > b ? a : b));
};
