import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from '../../lib/webhook/parseJson.ts';
import { anyJson } from './anyText.ts';

describe('a number', () => {
  test.each([
    ['0', 0],
    ['-7', -7],
    ['1200.5', 1200.5],
    ['1e3', 1000],
    ['1.50', 1.5],
    ['0.000e9', 0],
    ['9007199254740991', 9_007_199_254_740_991],
    ['1e-130', 1e-130],
  ])('%s stays one', (source, number) => {
    expect(parseJson(source)).toBe(number);
  });

  test.each([
    ['an id over 2^53', '17841400000000001'],
    ['the first integer that a double skips', '9007199254740993'],
    ['a negative one', '-9007199254740993'],
    ['a fraction with more digits than a double has', '0.12345678901234567890'],
    ['one that overflows a double', '1e400'],
    ['one that underflows it', '1e-400'],
    ['one larger than the table takes', '1e126'],
    ['one smaller than the table takes', '-1e-131'],
    ['an integer that only looks exact', '1e20'],
  ])('%s becomes its own digits, as text', (_, source) => {
    expect(parseJson(`[{"a":${source}}]`)).toEqual([{ a: source }]);
  });

  test('none is ever changed: what is left a number has all digits of its source', () => {
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789'),
      minLength: 1,
      maxLength: 25,
    });
    const exponent = fc.constantFrom('', 'e0', 'E5', 'e-7', 'e+30', 'e-140', 'e300');
    const source = fc
      .tuple(fc.constantFrom('', '-'), digits, fc.option(digits), exponent)
      .map(([sign, whole, fraction, power]) => {
        const integer = whole.replace(/^0+(?=\d)/, '');
        return `${sign}${integer}${fraction === null ? '' : `.${fraction}`}${power}`;
      });
    fc.assert(
      fc.property(source, text => {
        const value = parseJson(text);
        if (typeof value === 'string') expect(value).toBe(text);
        else expect(exactly(String(value))).toEqual(exactly(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('what the store gives back as a number was one that it can hold', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), double => {
        const value = parseJson(JSON.stringify(double));
        const size = Math.abs(double);
        const storable = double === 0 || size >= 1e-130;
        const exact = !Number.isInteger(double) || Number.isSafeInteger(double);
        expect(typeof value).toBe(storable && exact ? 'number' : 'string');
      }),
    );
  });
});

describe('everything else', () => {
  test('is as JSON.parse has it', () => {
    fc.assert(
      fc.property(anyJson, value => {
        const text = JSON.stringify(value, (_, each) => (typeof each === 'number' ? 1.5 : each));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('of a key that comes twice the last counts, with all its digits', () => {
    expect(parseJson('{"a":[1],"a":17841400000000001}')).toEqual({ a: '17841400000000001' });
  });

  test('the key __proto__ is one like any other, and changes no prototype', () => {
    const value = parseJson('{"__proto__":{"admin":true},"constructor":1e400}');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value).not.toHaveProperty('admin');
  });

  test('what is no JSON is a SyntaxError', () => {
    expect(() => parseJson('{"a":}')).toThrow(SyntaxError);
  });
});

/** A decimal as sign, digits and exponent, exactly: −12.50e3 is −125 × 10². */
const exactly = (decimal: string): readonly [sign: string, digits: string, exponent: number] => {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(decimal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return ['', '', 0];
  return [sign, trimmed, Number(power) - fraction.length + digits.length - trimmed.length];
};

describe('a number of very many digits', () => {
  // Work by the square of the digits would outlast this test by far.
  const zeros = '0'.repeat(2_000_000);

  test('with zeros in its middle becomes text, digit by digit', () => {
    expect(parseJson(`1.${zeros}1`)).toBe(`1.${zeros}1`);
  });

  test('with zeros at its end stays a number', () => {
    expect(parseJson(`1.5${zeros}`)).toBe(1.5);
  });
});
