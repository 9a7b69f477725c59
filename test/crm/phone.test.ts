import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalisePhone } from '../../lib/crm/phone.ts';

describe('a phone is found in international form', () => {
  test.each([
    ['+12025550101', '+12025550101'],
    ['12025550101', '+12025550101'],
    [' +1 (202) 555-0101 ', '+12025550101'],
    ['+1 202.555.0101', '+12025550101'],
    ['001 202 555 0101', '+12025550101'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+371\u00a029\u2011123\u2011456', '+37129123456'],
    ['\u202a+12025550101\u202c', '+12025550101'],
  ])('%j as %s', (phone, found) => {
    expect(normalisePhone(phone)).toBe(found);
  });

  test.each([
    ['380931234567', 'UA'],
    ['+380 93 123 45 67', 'UA'],
    ['0931234567', 'UA'],
    ['093 123-45-67', 'UA'],
    ['380931234567', 'US'],
  ])('%s, in %s, as +380931234567', (phone, country) => {
    expect(normalisePhone(phone, country)).toBe('+380931234567');
  });

  test.each([
    ['2025550101', 'US', '+12025550101'],
    ['(202) 555-0101', 'US', '+12025550101'],
    ['9161234567', 'RU', '+79161234567'],
    ['89161234567', 'RU', '+79161234567'],
    ['29123456', 'LV', '+37129123456'],
    ['612345678', 'FR', '+33612345678'],
    ['9876543210', 'IN', '+919876543210'],
  ])('%s, at home in %s, as %s', (phone, country, found) => {
    expect(normalisePhone(phone, country)).toBe(found);
  });
});

test('digits that are a number both abroad and at home are taken for the one abroad', () => {
  // WhatsApp gives numbers without a plus: in Germany it would be 01512 3456789, with its zero.
  expect(normalisePhone('15123456789', 'DE')).toBe('+15123456789');
  expect(normalisePhone('015123456789', 'DE')).toBe('+4915123456789');
});

describe('a phone that is no number of any country is found as it was sent', () => {
  test.each([
    ['+38093000000', '+38093000000'],
    ['38093000000', '+38093000000'],
    ['1332678955', '+1332678955'],
    ['+0931234567', '+0931234567'],
    ['(202) 555-0101', '+2025550101'],
    ['12345678', '+12345678'],
    ['+43000000', '+43000000'],
    ['43000000', '+43000000'],
    ['123456789012345', '+123456789012345'],
  ])('%s as %s', (phone, found) => {
    expect(normalisePhone(phone)).toBe(found);
  });

  test('also where there is a country', () => {
    expect(normalisePhone('+38093000000', 'UA')).toBe('+38093000000');
    expect(normalisePhone('38093000000', 'LV')).toBe('+38093000000');
  });
});

describe('what cannot be a phone is not found as one', () => {
  test.each([
    '',
    ' ',
    '+',
    '-',
    '0',
    '1234567',
    '1234567890123456',
    'call me',
    '+1202555010x',
    '++12025550101',
    '+1 202 555 0101 ext. 5',
    'ann@example.invalid',
    '1e11',
    '١٢٣٤٥٦٧٨',
  ])('%j', phone => {
    expect(normalisePhone(phone)).toBeUndefined();
  });

  test('anything: what is found is + and digits, and found again under itself', () => {
    const unit = fc.constantFrom(...'0123456789+ -()x');
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit, maxLength: 20 }), fc.string()),
        fc.constantFrom(undefined, 'LV', 'US'),
        (phone, country) => {
          const found = normalisePhone(phone, country);
          if (found === undefined) return;
          expect(found).toMatch(/^\+\d{1,17}$/);
          expect(normalisePhone(found, country)).toBe(found);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
