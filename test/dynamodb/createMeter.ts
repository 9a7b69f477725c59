import { expect } from '@jest/globals';
import type { Applied } from '../../lib/pipeline/applyBatch.ts';
import { createCatalog } from '../../lib/pipeline/catalog.ts';
import type { TestContext } from '../support/testContext.ts';
import { type MeteredCall, meterUnits } from './meterUnits.ts';

/** What a batch cost, and for what. */
export interface Bill {
  readonly writes: number;
  readonly reads: number;
  readonly applied: Applied;
  readonly calls: readonly MeteredCall[];
}

/** Applies a batch of events, values or JSON text, and says what it cost. */
export type Meter = (...events: readonly (object | string)[]) => Promise<Bill>;

/** One container's memory over all batches: what it has met once is in the catalog and costs no more. */
export const createMeter = (context: TestContext): Meter => {
  const catalog = createCatalog(context.table);
  return async (...events) => {
    const { result, calls, units } = await meterUnits(context.documents, () =>
      context.apply(events, { catalog }),
    );
    expect(result).toMatchObject({ failed: [], deadLettered: 0 });
    return { ...units, applied: result, calls };
  };
};
