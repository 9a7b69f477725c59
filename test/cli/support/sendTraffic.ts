import shipped from '../../../crm.config.ts';
import { createCatalog } from '../../../lib/pipeline/catalog.ts';
import type { Meant } from '../../../tools/simulator/meant.ts';
import { traffic } from '../../../tools/simulator/traffic.ts';
import type { TestContext } from '../../support/testContext.ts';

const START = Date.parse('2026-11-01T08:00:00Z');
const RECEIVED_AT = '2026-11-25T12:00:00.000Z';
/** Elements that are applied together: as many as a busy queue might hand out over a few batches. */
const TOGETHER = 40;

/** Sends the simulator's traffic through the consumer, under the shipped configuration; returns what was meant. */
export const sendTraffic = async (
  context: TestContext,
  count: number,
  seed: number,
): Promise<readonly Meant[]> => {
  const catalog = createCatalog(context.table);
  const meant: Meant[] = [];
  let batch: unknown[] = [];
  const flush = async (): Promise<void> => {
    const applied = await context.apply(batch, {
      config: shipped,
      catalog,
      receivedAt: RECEIVED_AT,
    });
    if (applied.failed.length + applied.deadLettered > 0) throw new Error('traffic was not taken');
    batch = [];
  };
  for (const sent of traffic({ count, seed, start: START })) {
    meant.push(...sent.meant);
    batch.push(...sent.body);
    if (batch.length >= TOGETHER) await flush();
  }
  await flush();
  return meant;
};
