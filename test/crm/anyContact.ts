import fc from 'fast-check';
import type { Contact, Register } from '../../lib/crm/contact.ts';
import type { AttributeValue, Row } from '../../lib/crm/row.ts';

/** The stamp of the event of a minute. */
export const stampOf = (minute: number): string =>
  `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z#0000000000000000000a#0000000b`;

type Values = Readonly<Record<string, AttributeValue>>;

/** A contact of which each group of registers was set by an event of its own, in order. */
export const contactWith = (...groups: readonly Values[]): Contact => ({
  id: 'c',
  registers: new Map(
    groups.flatMap((values, index) =>
      Object.entries(values).map(([path, value]) => [path, { value, stamp: stampOf(index + 1) }]),
    ),
  ),
});

const NAMES = [
  ...['city', 'two words', '', '__proto__', 'constructor', '@', '@x', '@__proto__', 'a.b', 'a=b'],
  ...['name', 'variables.city', 'override.name', 'toString'],
] as const;

const TEXTS = ['name', 'username', 'email', 'phone', 'photo', 'status', 'subscription'] as const;
const SCALARS = ['Riga', '', ' ', 0, -1.5, 12_025_550_101, true, false] as const;

const text = fc.constantFrom<AttributeValue>('Ann', 'Riga', ' ', '🌻');
const tags = fc.constantFrom<AttributeValue>([], ['a'], ['a', '@b', '#']);
const scalar = fc.constantFrom<AttributeValue>(...SCALARS);
const orLifted = (value: fc.Arbitrary<AttributeValue>) => fc.oneof(value, fc.constant(null));
const bot = fc.constantFrom<AttributeValue>(
  { id: '', service: 'unknown' },
  { id: 'b', name: 'Demo', external_id: '17841400000000001', service: 'instagram' },
);

type Pair = readonly [path: string, value: AttributeValue];
const named = (prefix: string, value: fc.Arbitrary<AttributeValue>): fc.Arbitrary<Pair> =>
  fc.tuple(
    fc.constantFrom(...NAMES).map(name => prefix + name),
    value,
  );
const one = (path: string, value: fc.Arbitrary<AttributeValue>): fc.Arbitrary<Pair> =>
  value.map(each => [path, each]);
const texts = (prefix: string, value: fc.Arbitrary<AttributeValue>): fc.Arbitrary<Pair> =>
  fc.tuple(
    fc.constantFrom(...TEXTS).map(name => prefix + name),
    value,
  );

const anyRegister: fc.Arbitrary<Pair> = fc.oneof(
  texts('', text),
  one('tags', tags),
  one('last_message', text),
  one('bot', bot),
  named('variables.', fc.oneof(scalar, fc.constant(null))),
  named('set.', scalar),
  texts('override.', orLifted(text)),
  one('override.tags', orLifted(tags)),
  named('override.variables.', orLifted(scalar)),
  named('override.fields.', orLifted(scalar)),
);

const anyTime = fc.integer({ min: 0, max: 9 }).map(minute => stampOf(minute).slice(0, 24));

/** Contacts whose registers collide in name, value and stamp as often as they can. */
export const anyContact = (): fc.Arbitrary<Contact> =>
  fc
    .record({
      registers: fc.array(fc.tuple(anyRegister, fc.integer({ min: 0, max: 4 })), { maxLength: 12 }),
      times: fc.record(
        { first_activity: anyTime, last_activity: anyTime, erased_at: anyTime },
        { requiredKeys: [] },
      ),
    })
    .map(({ registers, times }) => ({
      id: 'c',
      registers: new Map<string, Register>(
        registers.map(([[path, value], minute]) => [path, { value, stamp: stampOf(minute) }]),
      ),
      ...times,
    }));

/**
 * A row as it comes back from the store: its SDK builds each map by plain assignment, which loses `__proto__`, and the
 * store refuses an empty name.
 */
export const asStored = (row: Row): Row => stored(row) as Row;

const stored = (value: AttributeValue): AttributeValue => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(stored);
  const map: Record<string, AttributeValue> = {};
  for (const [name, member] of Object.entries(value)) {
    if (name === '') throw new Error('the store refuses an empty name');
    map[name] = stored(member);
  }
  return map;
};
