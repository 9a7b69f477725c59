import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import defaultConfig from '../../crm.config.ts';
import { rowSize } from '../../lib/crm/rowSize.ts';
import { samples } from '../../tools/simulator/samples.ts';
import { createTestContext, RECEIVED_AT, type TestContext } from '../support/testContext.ts';
import { SAMPLES } from '../webhook/samples.ts';
import { createMeter, type Meter } from './createMeter.ts';

/* Counted by AWS's own engine, with the configuration that ships. */

let context: TestContext;
let bill: Meter;
beforeAll(async () => {
  context = await createTestContext(defaultConfig);
  bill = createMeter(context);
});
afterAll(() => context.stop());

/** As sent, to the digit. */
const documented = Object.entries(SAMPLES).map(
  ([name, body]) => [name, [body.slice(1, -1)]] as const,
);
const invented = samples(Date.parse(RECEIVED_AT)).map(
  ({ name, body }) => [name, [body].flat().map(event => JSON.stringify(event))] as const,
);

describe.each([...documented, ...invented])('%s', (_name, events) => {
  test('becomes rows of 1 KB at most, each written for one unit', async () => {
    const { calls } = await bill(...events);
    const writes = calls.filter(({ name }) => name !== 'BatchGetItem');
    expect(writes.length).toBeGreaterThanOrEqual(3);
    expect(writes.filter(({ table }) => table !== 1)).toEqual([]);
    const sizes = [...(await context.rows())].map(([key, row]) => ({ key, size: rowSize(row) }));
    expect(sizes.filter(({ size }) => size > 1024)).toEqual([]);
  });
});
