import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { COUNTED_SERVICES } from '../../lib/pipeline/countArrivals.ts';
import { SYSTEM_EVENTS } from '../../lib/webhook/parseEvent.ts';
import { createTestContext } from '../support/testContext.ts';

interface Queries {
  readonly Resources: Readonly<
    Record<string, { readonly Properties: { readonly QueryString: string } }>
  >;
}

const { Resources: queries } = parse(readFileSync('resources/queries.yml', 'utf8'), {
  logLevel: 'error',
}) as Queries;

/** What a saved query adds up, `services` or `kinds`, by name. */
const summed = (id: string, map: string): Set<string | undefined> => {
  const text = queries[id]?.Properties.QueryString ?? '';
  return new Set(
    [...text.matchAll(new RegExp(`sum\\(${map}\\.(\\w+)\\)`, 'g'))].map(([, name]) => name),
  );
};

test('the saved queries add up every channel and every kind that a batch is counted by', () => {
  expect(summed('ChannelsQuery', 'services')).toEqual(new Set([...COUNTED_SERVICES, 'other']));
  expect(summed('KindsQuery', 'kinds')).toEqual(new Set([...SYSTEM_EVENTS, 'flow']));
});

test('a batch counts its events by channel and kind, and names no channel that it does not know', async () => {
  const context = await createTestContext();
  try {
    const event = (service: string, title: string, date: number) => ({
      contact: { id: 'ann' },
      service,
      title,
      date,
    });
    const applied = await context.apply([
      event('whatsapp', 'A flow', 1_700_000_001),
      event('whatsapp', 'unsubscribe', 1_700_000_002),
      event('canary@example.invalid', 'A flow', 1_700_000_003),
    ]);
    expect(applied.services).toEqual({ whatsapp: 2, other: 1 });
    expect(applied.kinds).toEqual({ flow: 2, unsubscribe: 1 });
  } finally {
    await context.stop();
  }
});
