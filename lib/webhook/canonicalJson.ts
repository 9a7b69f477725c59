import type { Json, JsonObject } from './parseJson.ts';

/**
 * JSON text that is the same for equal values: keys in code unit order, no white space (the idea of RFC 8785).
 * Two deliveries of one event may order their keys differently.
 */
export const canonicalJson = (value: Json): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return isList(value) ? ofList(value) : ofObject(value);
};

const ofList = (list: readonly Json[]): string => {
  let text = '';
  for (const each of list) text += `${text === '' ? '' : ','}${canonicalJson(each)}`;
  return `[${text}]`;
};

const ofObject = (object: JsonObject): string => {
  let text = '';
  for (const key of Object.keys(object).sort((a, b) => (a < b ? -1 : 1))) {
    const member = canonicalJson(object[key] ?? null);
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${member}`;
  }
  return `{${text}}`;
};

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
