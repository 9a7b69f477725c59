/** A JSON value whose numbers are all safe to store: what would be rounded or refused is its own digits, as text. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The parser's context, which TypeScript's library does not describe yet (ECMAScript: JSON.parse source text access). */
type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;
const parse: (text: string, reviver: Reviver) => Json = JSON.parse;

/** What DynamoDB's Number holds: 1E-130 to 9.99E+125. */
const SMALLEST = 1e-130;
const LARGEST = 9.99e125;

/**
 * Parses JSON without losing a digit: integers that a double cannot hold and numbers that DynamoDB refuses become text.
 *
 * @throws SyntaxError where the text is no JSON, RangeError where it nests deeper than the stack (some two thousand levels)
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export const parseJson = (text: string): Json =>
  parse(text, (_key, value, context) => {
    const source = context?.source;
    return typeof value !== 'number' || source === undefined || isStorable(value, source)
      ? value
      : source;
  });

const isStorable = (value: number, source: string): boolean => {
  if (!Number.isFinite(value)) return false;
  if (value === 0) return /^[^1-9]*(?:[eE]|$)/.test(source);
  if (Math.abs(value) < SMALLEST || Math.abs(value) > LARGEST) return false;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return false;
  return digitsOf(source) === digitsOf(String(value));
};

/**
 * The significant digits, without sign, point, exponent and zeros at the ends: equal when nothing was rounded away. A loop,
 * as a pattern for the zeros at the end takes time by the square of those in the middle, and who sends them is not known.
 */
const digitsOf = (number: string): string => {
  const digits = number.replace(/[eE].*$/, '').replace(/[-.]/g, '');
  let start = 0;
  let end = digits.length;
  while (digits[start] === '0') start += 1;
  while (end > start && digits[end - 1] === '0') end -= 1;
  return digits.slice(start, end);
};

/** Whether a value is a JSON object (no array, no null). */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own property, or undefined; inherited names such as `constructor` are not there. */
export const own = (object: Json | undefined, key: string): Json | undefined =>
  isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
