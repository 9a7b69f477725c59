import config from '../../../crm.config.ts';
import { inflateRaw } from '../../../lib/crm/eventRow.ts';
import type { Row } from '../../../lib/crm/row.ts';
import { createTestContext } from '../testContext.ts';

/** What may differ between two deliveries of the same events: how often, and when. */
const VOLATILE = ['rev', 'since', 'received_at'];
/** In the catalog, which of several events it was that had the name. */
const volatileIn = (key: string): readonly string[] =>
  key.startsWith('@catalog|') ? [...VOLATILE, 'as_of'] : VOLATILE;

/** The rows that events give when each is delivered once and nothing goes wrong, as `stable` shows them. */
export const expectedRows = async (events: readonly unknown[]) => {
  const context = await createTestContext(config);
  try {
    await context.apply(events);
    return stable(await context.rows());
  } finally {
    await context.stop();
  }
};

/** Rows without what may differ, and what was received as text. */
export const stable = (rows: ReadonlyMap<string, Row>) =>
  new Map(
    [...rows].map(([key, row]) => [
      key,
      Object.fromEntries(
        Object.entries(row)
          .filter(([name]) => !volatileIn(key).includes(name))
          .map(([name, value]) => [name, value instanceof Uint8Array ? inflateRaw(value) : value]),
      ),
    ]),
  );
