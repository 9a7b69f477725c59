import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromAttributeName, toAttributeName } from '../../lib/crm/attributeName.ts';
import { anyText } from '../webhook/anyText.ts';

const anyName = fc.oneof(
  fc.constantFrom('', '@', '@@', '__proto__', '@__proto__', '@@__proto__', 'constructor', 'a.b'),
  anyText,
);

test('every name is read back as it was typed', () => {
  fc.assert(
    fc.property(anyName, name => {
      expect(fromAttributeName(toAttributeName(name))).toBe(name);
    }),
  );
});

test('no two names share an attribute', () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => {
      expect(toAttributeName(a) === toAttributeName(b)).toBe(a === b);
    }),
  );
});

test('no attribute is empty, which the store refuses, or __proto__, which gets lost', () => {
  fc.assert(
    fc.property(anyName, name => {
      expect(['', '__proto__']).not.toContain(toAttributeName(name));
    }),
  );
});

test('an ordinary name stays as it is', () => {
  for (const name of ['city', 'two words', 'Город', 'constructor', 'a@b']) {
    expect(toAttributeName(name)).toBe(name);
  }
});
