import type { Json } from './parseJson.ts';

/**
 * A scalar as text: ids, names and phones come as text from one channel and as a number from another.
 * Lone surrogates, which no store takes, become U+FFFD.
 *
 * @returns undefined for null, absent, objects and lists, for text that is blank, and for PHP's false where there is nothing
 */
export const textOf = (value: Json | undefined): string | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number' && value !== true) return undefined;
  const text = String(value).toWellFormed();
  return text.trim() === '' ? undefined : text;
};

/** Several values' texts, such as a first and a last name, with blanks between them; empty where none has any. */
export const joinTexts = (...values: readonly (Json | undefined)[]): string =>
  values
    .map(textOf)
    .filter(text => text !== undefined)
    .join(' ');

/** The first of several values that has text. */
export const firstText = (...values: readonly (Json | undefined)[]): string | undefined =>
  values.map(textOf).find(text => text !== undefined);
