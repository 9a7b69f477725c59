import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CrmConfig } from '../../lib/crm/config.ts';
import type { Row } from '../../lib/crm/row.ts';
import { inventEvents, type SeedPlan } from './inventEvents.ts';
import { rowsOfContact } from './rowsOfContact.ts';

/** DynamoDB's limit for one BatchWrite. */
const WRITE_AT_ONCE = 25;
/** Calls under way at a time. */
const PARALLEL = 8;

export interface SeedTarget {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
  readonly config: CrmConfig;
}

/**
 * Fills an empty table with many contacts and their timelines, for measuring.
 *
 * @param onContacts is told how many contacts are written
 * @returns how many rows there are
 */
export const seedTable = async (
  plan: SeedPlan,
  target: SeedTarget,
  onContacts: (contacts: number) => void = () => {},
): Promise<number> => {
  const catalog = new Map<string, Row>();
  let number = 0;
  let rows = 0;
  /** One of several that take contacts in turn until there are none. */
  const write = async (): Promise<void> => {
    let pending: Row[] = [];
    while (number < plan.contacts) {
      const index = number;
      number += 1;
      // The index sorts by when a row was first written: a second apart.
      const receivedAt = new Date(Date.parse('2026-06-01T00:00:00Z') + index * 1000).toISOString();
      const made = rowsOfContact(inventEvents(index, plan), target.config, receivedAt);
      for (const row of made.catalog) {
        if (!catalog.has(row.webhook_title)) catalog.set(row.webhook_title, row);
      }
      pending.push(...made.rows);
      rows += made.rows.length;
      while (pending.length >= WRITE_AT_ONCE) {
        await putRows(pending.slice(0, WRITE_AT_ONCE), target);
        pending = pending.slice(WRITE_AT_ONCE);
      }
      onContacts(index + 1);
    }
    await putRows(pending, target);
  };
  await Promise.all(Array.from({ length: PARALLEL }, write));
  const names = [...catalog.values()];
  for (let from = 0; from < names.length; from += WRITE_AT_ONCE) {
    await putRows(names.slice(from, from + WRITE_AT_ONCE), target);
  }
  return rows + names.length;
};

const putRows = async (rows: readonly Row[], { documents, table }: SeedTarget): Promise<void> => {
  let requests = rows.map(row => ({ PutRequest: { Item: row } }));
  while (requests.length > 0) {
    const answer = await documents.send(
      new BatchWriteCommand({ RequestItems: { [table]: requests } }),
    );
    requests = (answer.UnprocessedItems?.[table] ?? []) as typeof requests;
  }
};
