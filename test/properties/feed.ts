import { type CrmConfig, defineCrm } from '../../lib/crm/config.ts';
import { type Applied, applyBatch } from '../../lib/pipeline/applyBatch.ts';
import { type Catalog, createCatalog } from '../../lib/pipeline/catalog.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import type { Table } from '../../lib/pipeline/ports.ts';
import { parseEvent } from '../../lib/webhook/parseEvent.ts';
import { type Plan, receivedAt } from '../model/arbitrary.ts';
import { compareRaw } from '../model/compareRaw.ts';
import { encode } from '../model/encode.ts';
import type { Meant } from '../model/meant.ts';
import { expectedRows } from '../model/model.ts';
import type { Row } from '../model/shown.ts';
import { testConfig } from '../model/testConfig.ts';
import { noPause } from '../support/testContext.ts';

export const config = defineCrm(testConfig);

/** The one thing that the model takes from the product: the stamp of an event, for its order within a moment. */
const stampOf = (meant: Meant): string => {
  const event = parseEvent(encode(meant), receivedAt);
  if ('problem' in event) throw new Error(event.problem);
  return event.stamp;
};

/** Where the event rows hold another text than was sent. */
export const wrongRaw = (rows: Iterable<Row>, { meants }: Plan): string[] =>
  compareRaw(rows, meants, stampOf);

/** What the model expects of a plan, however it is delivered. */
export const expected = ({ meants }: Plan): Map<string, Row> =>
  expectedRows(meants, { stampOf, receivedAt, config: testConfig });

/** Applies a batch of elements as one consumer, whose container knows nothing yet unless it is given a catalog. */
export const feed = (
  table: Table,
  batch: readonly string[],
  catalog: Catalog = createCatalog(table),
  under: CrmConfig = config,
): Promise<Applied> =>
  applyBatch(
    batch.map((raw, index) => ({
      id: String(index),
      body: encodeEventMessage({ received_at: receivedAt, raw }),
    })),
    {
      table,
      catalog,
      config: under,
      deadLetters: {
        send: async bodies => {
          if (bodies.length > 0) throw new Error('nothing here is a dead letter');
        },
      },
      now: Date.now,
      pause: noPause,
      deadline: Number.POSITIVE_INFINITY,
    },
  );

/** A table whose process dies before the call of this number; what was sent at once with it may have gone through or not. */
export const dyingTable = (table: Table, calls: number): Table => {
  let left = calls;
  const live =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      left -= 1;
      if (left < 0) throw new Error('the process died');
      return call(...args);
    };
  return {
    read: live(table.read),
    readContact: table.readContact,
    putVersioned: live(table.putVersioned),
    putEvent: live(table.putEvent),
    putLookup: live(table.putLookup),
    putCatalog: live(table.putCatalog),
    deleteLookup: live(table.deleteLookup),
    deleteWebhook: live(table.deleteWebhook),
    deleteEvent: live(table.deleteEvent),
  };
};
