import fc from 'fast-check';
import type { Json, Snapshot } from './meant.ts';

/** Values are few, so that A → B → A happens, and addresses move from one field to another. */
const emails = ['ann@example.invalid', ' Ann@Example.invalid ', 'bob@example.invalid'] as const;
const phones = ['+12025550101', '12025550101', '+1 (202) 555-0102', '+38093000000'] as const;
const blanks = ['', '  '] as const;

const cities = ['Riga', 'Tartu', 'a=b%20', 7, 1200.5, false, ...blanks, null] as const;

/** Names that people type, some of which a careless program takes for its own. */
const names = [
  ...['__proto__', '', 'a.b', 'constructor', '@x', '@__proto__', 'id', 'tags', 'contact_id'],
  ...['lieblingsfarbe €', 'toString', '%3D'],
] as const;

const values: readonly Json[] = [
  ...['A', 'B', '', '\u{fffe}', '{"json":"as text"}', 0, -1.25, true, null],
  { b: [1, { d: null, c: '€' }], a: '' },
  JSON.parse('{"__proto__":{"a":1}}'),
  [],
];

/** A contact as one event shows it; each part may be missing. */
export function anySnapshot(): fc.Arbitrary<Snapshot> {
  return fc.record(
    {
      name: seldomBlank('Ann', 'Bob 🇱🇻 | x'),
      username: seldomBlank('ann.1', 'bob'),
      email: seldomBlank(...emails),
      phone: seldomBlank(...phones),
      photo: seldomBlank('https://example.invalid/1.jpg', 'https://example.invalid/2.jpg'),
      last_message: fc.constantFrom('hello', 'https://example.invalid/sent.jpg', ''),
      tags: fc.shuffledSubarray(['a', 'b', '@c', '#1 €']),
      variables: anyVariables(),
    },
    { requiredKeys: [] },
  );
}

function seldomBlank(...from: readonly string[]): fc.Arbitrary<string> {
  const said = fc.constantFrom(...from);
  return fc.oneof(
    { weight: 3, arbitrary: said },
    { weight: 1, arbitrary: fc.constantFrom(...blanks) },
  );
}

function anyVariables(): fc.Arbitrary<[string, Json][]> {
  const variable = fc.oneof(
    named(['city', 'a=b'], cities),
    named(['dept', 'seat'], ['Designer', 'Sales', ...blanks, null]),
    named(['mail', 'Mail'], [...emails, ...blanks, null]),
    named(['mobile', 'phone', 'Phone'], [...phones, 12025550103, 'call me', '', null]),
    named(names, values),
  );
  return fc.uniqueArray(variable, { maxLength: 6, selector: ([name]) => name });
}

function named(from: readonly string[], values: readonly Json[]): fc.Arbitrary<[string, Json]> {
  return fc.tuple(fc.constantFrom(...from), fc.constantFrom(...values));
}
