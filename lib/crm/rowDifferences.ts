import { canonicalJson } from '../webhook/canonicalJson.ts';
import type { Json } from '../webhook/parseJson.ts';
import type { AttributeValue, Row } from './row.ts';

/** One attribute of one row, as it is and as it would be; undefined where there is none. */
export interface Difference {
  readonly row: string;
  readonly attribute?: string;
  readonly before?: AttributeValue;
  readonly after?: AttributeValue;
}

const BOOKS = new Set(['rev', 'since']);

/** How a contact or webhook row would change, attribute by attribute, but for the bookkeeping of writes. */
export const differencesOf = (before: Row | undefined, after: Row): Difference[] => {
  const names = new Set(
    [...Object.keys(before ?? {}), ...Object.keys(after)].filter(name => !BOOKS.has(name)),
  );
  return [...names]
    .filter(name => textOf(before?.[name]) !== textOf(after[name]))
    .map(attribute => ({
      row: after.webhook_title,
      attribute,
      ...(before?.[attribute] !== undefined && { before: before[attribute] }),
      ...(after[attribute] !== undefined && { after: after[attribute] }),
    }));
};

const textOf = (value: AttributeValue | undefined): string | undefined =>
  value === undefined ? undefined : canonicalJson(value as Json); // contact and webhook rows hold no bytes
