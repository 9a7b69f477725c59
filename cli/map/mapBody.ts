import type { CrmConfig } from '../../lib/crm/config.ts';
import type { Row } from '../../lib/crm/row.ts';
import { rowSize } from '../../lib/crm/rowSize.ts';
import { applyRules, type RuleOutcome } from '../../lib/crm/rules.ts';
import { applyBatch } from '../../lib/pipeline/applyBatch.ts';
import { createCatalog } from '../../lib/pipeline/catalog.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import { forSqs } from '../../lib/pipeline/forSqs.ts';
import { reasonAgainst } from '../../lib/pipeline/receiveBody.ts';
import { parseEvent, type WebhookEvent } from '../../lib/webhook/parseEvent.ts';
import { splitBody } from '../../lib/webhook/splitBody.ts';
import { Problem } from '../problem.ts';
import { createMemoryTable } from './createMemoryTable.ts';

/** One write unit: a row of at most so many bytes. */
const UNIT_BYTES = 1024;

/** What one element of a body becomes. */
export type MappedElement =
  | { readonly event: WebhookEvent; readonly outcome: RuleOutcome }
  | { readonly problem: string };

export interface MappedRow {
  readonly row: Row;
  readonly bytes: number;
  /** Write units, without those of the index. */
  readonly units: number;
}

export interface MappedBody {
  readonly elements: readonly MappedElement[];
  /** What an empty table would hold then. */
  readonly rows: readonly MappedRow[];
}

/**
 * Tells what a webhook's body would become in an empty table: through the same code as the functions, without a stack.
 *
 * @param now epoch milliseconds: when it is received
 * @throws Problem for a body that is refused as a whole
 */
export const mapBody = async (
  body: string,
  config: CrmConfig,
  now: number,
): Promise<MappedBody> => {
  const split = splitBody(body);
  if (!split.ok) throw new Problem(`such a body is refused: ${split.reason}`);
  const receivedAt = new Date(now).toISOString();
  const table = createMemoryTable();
  const texts = split.elements.map(forSqs);
  const messages = texts.flatMap((raw, index) =>
    reasonAgainst(raw, receivedAt) === undefined
      ? [{ id: String(index), body: encodeEventMessage({ received_at: receivedAt, raw }) }]
      : [],
  );
  const { troubles } = await applyBatch(messages, {
    table,
    catalog: createCatalog(table),
    deadLetters: { send: async () => undefined },
    config,
    now: () => now,
    pause: async () => {},
    deadline: Number.POSITIVE_INFINITY,
  });
  const refused = new Map(troubles.map(({ message_id, reason }) => [message_id, reason]));
  const elements = texts.map((raw, index): MappedElement => {
    const problem = reasonAgainst(raw, receivedAt) ?? refused.get(String(index));
    if (problem !== undefined) return { problem };
    const event = parseEvent(raw, receivedAt);
    return 'problem' in event ? event : { event, outcome: applyRules(event, config) };
  });
  return { elements, rows: table.rows().map(measure) };
};

const measure = (row: Row): MappedRow => {
  const bytes = rowSize(row);
  return { row, bytes, units: Math.max(1, Math.ceil(bytes / UNIT_BYTES)) };
};
