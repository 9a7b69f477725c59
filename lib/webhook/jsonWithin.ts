import { isObject, type Json, parseJson } from './parseJson.ts';

/**
 * Looks for a value where a sender may have wrapped it: in JSON text (`info` is documented as a string), or as the only
 * entry of a list. What is no such wrapping is the value as it is.
 */
export const jsonWithin = (value: Json | undefined): Json | undefined => {
  if (typeof value === 'string') return /^\s*[[{]/.test(value) ? parsed(value) : value;
  return isList(value) && value.length === 1 && isObject(value[0]) ? value[0] : value;
};

/** The entries of a list, also of one that PHP wrote as an object since it had gaps: `{"0": …, "2": …}`. */
export const entriesOf = (value: Json | undefined): readonly Json[] | undefined => {
  if (isList(value)) return value;
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every(key => /^\d+$/.test(key)) ? Object.values(value) : undefined;
};

const parsed = (text: string): Json => {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
};

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
