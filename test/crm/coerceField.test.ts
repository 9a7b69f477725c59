import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coerceField } from '../../lib/crm/coerceField.ts';

type Value = string | number | boolean;

describe('a number', () => {
  test.each<[Value, Value]>([
    ['12', 12],
    [' -1200.50 ', -1200.5],
    ['007', 7],
    ['-00.5', -0.5],
    ['0', 0],
    [7, 7],
    [1e-7, 1e-7],
  ])('is made of %j: %j', (value, number) => {
    expect(coerceField(value, 'number')).toBe(number);
  });

  test.each<Value>(['1 200', '1,5', '1e3', '+5', '.5', '12 €', 'twelve', 'Infinity', '0x10', true])(
    'is not made of %j, which stays as it came',
    value => {
      expect(coerceField(value, 'number')).toBe(value);
    },
  );

  test('of more digits than a double has stays text, to the digit', () => {
    for (const digits of ['17841400000000001', '0.12345678901234567890', '9'.repeat(400)]) {
      expect(coerceField(digits, 'number')).toBe(digits);
    }
  });

  test('is made of every integer that a double holds', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), number => {
        expect(coerceField(String(number), 'number')).toBe(number);
      }),
    );
  });
});

describe('a boolean', () => {
  test.each<Value>(['true', 'TRUE', ' yes ', 'Yes', '1', 1, true])('is true for %j', value => {
    expect(coerceField(value, 'boolean')).toBe(true);
  });

  test.each<Value>(['false', 'No', '0', 0, false])('is false for %j', value => {
    expect(coerceField(value, 'boolean')).toBe(false);
  });

  test.each<Value>(['maybe', '2', 'да', 'yes!', 2])('is not made of %j', value => {
    expect(coerceField(value, 'boolean')).toBe(value);
  });
});

describe('a date', () => {
  test.each<[string, string]>([
    ['2026-03-01', '2026-03-01'],
    [' 2024-02-29 ', '2024-02-29'],
    ['01.03.2026', '2026-03-01'],
    ['1.3.2026', '2026-03-01'],
    ['2026-03-01 10:30', '2026-03-01T10:30:00.000Z'],
    ['1.3.2026 10:30', '2026-03-01T10:30:00.000Z'],
    ['2026-03-01T10:30:15.5Z', '2026-03-01T10:30:15.500Z'],
    ['2026-03-01T10:30:00+02:00', '2026-03-01T08:30:00.000Z'],
  ])('is made of %j: %s', (value, date) => {
    expect(coerceField(value, 'date')).toBe(date);
  });

  test.each<Value>([
    ...['2026-02-31', '2025-02-29', '31.02.2026', '2026-13-01', '2026-00-10', '2026-03-01 25:00'],
    ...['03/01/2026', '1 March 2026', 'tomorrow', '2026', '20260301', '1.3.26', 20_260_301, true],
  ])('is not made of %j, which is none or may be another, and stays as it came', value => {
    expect(coerceField(value, 'date')).toBe(value);
  });

  test('that is one stays the same when it is read again', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }), date => {
        for (const text of [date.toISOString(), date.toISOString().slice(0, 10)]) {
          expect(coerceField(text, 'date')).toBe(text);
        }
      }),
    );
  });
});

test.each(['text', 'email', 'phone'] as const)('as %s a number is its digits', type => {
  expect(coerceField(12_025_550_101, type)).toBe('12025550101');
  expect(coerceField(false, type)).toBe('false');
  expect(coerceField('Ann, 7', type)).toBe('Ann, 7');
});

test('whatever a value and its type, nothing that a person typed is lost', () => {
  const types = fc.constantFrom('number', 'boolean', 'date', 'text', 'email', 'phone');
  fc.assert(
    fc.property(fc.string(), types, (value, type) => {
      const made = coerceField(value, type);
      if (typeof made === 'string' && type !== 'date') expect(made.trim()).toBe(value.trim());
    }),
  );
});

test('text of very many digits is coerced in one pass', () => {
  const text = `1.${'0'.repeat(2_000_000)}1`;
  expect(coerceField(text, 'number')).toBe(text);
});
