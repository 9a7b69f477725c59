import type { Json } from './parseJson.ts';

/**
 * A scalar as text: ids, names and phones come as text from one channel and as a number from another.
 * Lone surrogates, which no store takes, become U+FFFD.
 *
 * @returns undefined for null, absent, objects and lists, and for text that is blank
 */
export const textOf = (value: Json | undefined): string | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return undefined;
  }
  const text = String(value).toWellFormed();
  return text.trim() === '' ? undefined : text;
};

/** The first of several values that has text. */
export const firstText = (...values: readonly (Json | undefined)[]): string | undefined =>
  values.map(textOf).find(text => text !== undefined);
