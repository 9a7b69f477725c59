import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { createMeter, type Meter } from './createMeter.ts';
import { flow, telegram, whatsapp } from './inventedEvents.ts';

/* Counted by AWS's own engine: dynalite does not count what the index costs. */

let context: TestContext;
let bill: Meter;
beforeAll(async () => {
  context = await createTestContext(defineCrm({ index: ['city'] }));
  bill = createMeter(context);
  // The catalog knows these titles, tags, bots and variables.
  for (const event of [whatsapp, telegram, flow]) {
    await bill(event('somebody', 0, { tags: ['a', 'b', 'vip'] }));
  }
});
afterAll(() => context.stop());

describe.each([
  { what: 'a WhatsApp message', event: whatsapp, id: '65f0a1b2c3d4e5f607182931' },
  { what: 'a Telegram message', event: telegram, id: '65f0a1b2c3d4e5f607182933' },
  { what: 'a flow’s webhook', event: flow, id: '467bf50f-0000-4000-8000-000000000002' },
])('$what', ({ event, id }) => {
  test('of a known contact costs 3 write units and 2 read units', async () => {
    await bill(event(id, 100));
    const known = await bill(event(id, 101, { text: 'hello again' }));
    expect(known).toEqual({ ...known, writes: 3, reads: 2 });
    expect(known.applied.written).toBe(1);
  });

  test('that comes again, the newest of its title, costs reads only', async () => {
    await bill(event(id, 200));
    const again = await bill(event(id, 200));
    expect(again).toEqual({ ...again, writes: 0, reads: 2 });
    expect(again.applied.repeats).toBe(1);
  });

  test('that comes again after others costs one write unit', async () => {
    await bill(event(id, 300), event(id, 301), event(id, 302));
    const again = await bill(event(id, 301));
    expect(again).toEqual({ ...again, writes: 1, reads: 2 });
  });

  test('that comes late costs one write unit, its own line of the timeline', async () => {
    await bill(event(id, 350), event(id, 352));
    const late = await bill(event(id, 351));
    expect(late).toEqual({ ...late, writes: 1, reads: 2 });
  });

  test('that adds a tag which the catalog knows costs 5 write units', async () => {
    await bill(event(id, 400, { tags: ['a'] }));
    const tagged = await bill(event(id, 401, { tags: ['a', 'vip'] }));
    expect(tagged).toEqual({ ...tagged, writes: 5, reads: 2 });
    expect(tagged.calls).toContainEqual({
      name: 'UpdateItem',
      keys: ['@tag#vip'],
      table: 1,
      index: 1,
    });
  });

  test('ten times in one batch costs 12 write units, and 2 read units', async () => {
    await bill(event(id, 500));
    const ten = await bill(
      ...Array.from({ length: 10 }, (_, n) => event(id, 501 + n, { text: `${n}` })),
    );
    expect(ten).toEqual({ ...ten, writes: 12, reads: 2 });
    expect(ten.applied.written).toBe(10);
  });
});
