/** A JSON value whose numbers are all safe to store: what would be rounded or refused is its own digits, as text. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

const parse: (text: string) => Json = JSON.parse;

/** What DynamoDB's Number holds: 1E-130 to 9.99E+125. */
const SMALLEST = 1e-130;
const LARGEST = 9.99e125;

/** A number that may not be what a double makes of it, as it stands after a key, in a list or alone. */
const SUSPECT = /(?:^|[:,[\s])-?(?:[\d.]{16}|[\d.]+[eE])/;

/** A string, to be passed over, or a number of 16 signs or with an exponent: one of 15 digits is exact in a double. */
const STRING_OR_SUSPECT =
  /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:[\d.]{16,}(?:[eE][+-]?\d+)?|[\d.]+[eE][+-]?\d+)/gs;

/**
 * Parses JSON without losing a digit: integers that a double cannot hold and numbers that DynamoDB refuses become text.
 * Few texts have any; in those, the numbers are put between quotes before they are parsed again, since a reviver takes
 * a second for a megabyte of small values.
 *
 * @throws SyntaxError where the text is no JSON, RangeError where it nests deeper than 500 levels
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export const parseJson = (text: string): Json => {
  const value = parse(text);
  if (nestsTooDeeply(text)) throw new RangeError('nested too deeply');
  return SUSPECT.test(text) ? parse(text.replace(STRING_OR_SUSPECT, quoted)) : value;
};

/** No event nests as deep, and a stack holds it everywhere: what is refused in one place is refused in all. */
const DEEPEST = 500;

/** @param text is valid JSON */
const nestsTooDeeply = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; text.length >= 2 * DEEPEST && at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
};

const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
};

const quoted = (source: string): string =>
  source.startsWith('"') || isStorable(Number(source), source) ? source : `"${source}"`;

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
