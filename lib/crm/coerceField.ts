import type { VariableValue } from '../webhook/contact.ts';
import { parseJson } from '../webhook/parseJson.ts';
import type { FieldType } from './config.ts';

/**
 * A value as its field's type wants it: `"1 200"` stays as sent where a number was wanted, `"12"` becomes 12.
 * What does not fit is kept as it came: a person can see and mend it.
 */
export const coerceField = (
  value: Exclude<VariableValue, null>,
  type: FieldType,
): Exclude<VariableValue, null> => {
  const text = String(value).trim();
  switch (type) {
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(text) ? toNumber(text) : value;
    case 'boolean':
      return toBoolean(text) ?? value;
    case 'date':
      return toDate(text) ?? value;
    case 'text':
    case 'email':
    case 'phone':
      return String(value);
  }
};

/** Digits that a double cannot hold stay text. */
const toNumber = (text: string): number | string => {
  const number = parseJson(text.replace(/^(-?)0+(?=\d)/, '$1'));
  return typeof number === 'number' ? number : text;
};

const toBoolean = (text: string): boolean | undefined => {
  if (/^(?:true|yes|1)$/i.test(text)) return true;
  return /^(?:false|no|0)$/i.test(text) ? false : undefined;
};

/** `2026-03-01`, `01.03.2026` (day first), or a date with a time (UTC where it names no zone): to ISO 8601. Undefined where it is none. */
export const toDate = (text: string): string | undefined => {
  const written = text.replace(/^(\d{1,2})\.(\d{1,2})\.(\d{4})(?=$|[T ])/, (_, day, month, year) =>
    [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
  );
  const [, day, time, zone] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(
      written,
    ) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  if (time === undefined) return day;
  const date = new Date(`${day}T${time}${zone ?? 'Z'}`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** 31 February is no day, though `Date` takes it for one in March. */
const isDay = (day: string): boolean => {
  const date = new Date(day);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};
