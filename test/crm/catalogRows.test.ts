import { expect, test } from '@jest/globals';
import { catalogRowsOf } from '../../lib/crm/catalogRows.ts';
import { anEvent } from '../webhook/anEvent.ts';

const rowsOf = (parts: Readonly<Record<string, unknown>>) =>
  new Map(
    catalogRowsOf(anEvent(parts)).map(({ contact_id: _, webhook_title, ...row }) => [
      webhook_title,
      row,
    ]),
  );

test('an event calls for its title, bot, tags and variables, by name', () => {
  const contact = { id: 'c', tags: ['lead', '@x'], variables: { city: 'Riga' } };
  expect(rowsOf({ contact })).toEqual(
    new Map<string, unknown>([
      ['webhook#Reserved. Seat 7', { title: 'Reserved. Seat 7', kind: 'flow' }],
      [
        'bot#bot-1',
        { bot: 'bot-1', name: 'Demo', service: 'telegram', as_of: '2026-03-01T10:00:00.000Z' },
      ],
      ['tag#lead', { tag: 'lead' }],
      ['tag#@x', { tag: '@x' }],
      ['var#city', { variable: 'city' }],
    ]),
  );
});

test('an event without title and bot calls for rows that say so', () => {
  expect([...rowsOf({ title: ' ', bot: null }).keys()]).toEqual([
    'webhook#@untitled',
    'bot#@unknown',
  ]);
});

test('an odd name is kept whole beside its key', () => {
  const names = ['', '__proto__', '@contact', 'a=b', 'x'.repeat(2000)];
  const variables = Object.fromEntries(names.map(name => [name, 1]));
  const rows = [...rowsOf({ contact: { id: 'c', variables } }).values()].slice(2);
  expect(rows.map(row => Object.values(row))).toEqual(names.map(name => [name]));
});

test('no value, address or id of a person gets into the catalog', () => {
  const contact = {
    id: 'canary-1',
    ...{ name: 'canary', username: 'canary', email: 'canary@x.invalid', phone: '+12025550101' },
    ...{ photo: 'https://canary.invalid', last_message: 'canary', variables: { city: 'canary' } },
  };
  const info = { message: { channel_data: { message: { text: 'canary', from: 12_025_550_101 } } } };
  const rows = catalogRowsOf(anEvent({ contact, title: 'incoming_message', info }));
  expect(JSON.stringify(rows)).not.toMatch(/canary|2025550101/);
});
