import { inflateRawSync } from 'node:zlib';
import { encode } from './encode.ts';
import type { Meant } from './meant.ts';
import { type Row, storedKey } from './shown.ts';

/**
 * Where `raw` of an event row, inflated, is not the JSON text that was sent: one line each. Of two
 * copies of one event it must be that with the greater stamp.
 */
export function compareRaw(
  actual: Iterable<Row>,
  meants: readonly Meant[],
  stampOf: (meant: Meant) => string,
): string[] {
  const newest = new Map<string, string>();
  const texts = new Map<string, Set<string>>();
  for (const meant of meants) {
    const stamp = stampOf(meant);
    const [at, id] = stamp.split('#');
    const key = `${storedKey(meant.contactId)}|@event#${at}#${id}`;
    const before = newest.get(key) ?? '';
    if (stamp > before) texts.set(key, new Set());
    if (stamp >= before) texts.get(key)?.add(escaped(encode(meant)));
    if (stamp > before) newest.set(key, stamp);
  }
  return [...actual].flatMap(row => {
    const key = `${row.contact_id}|${row.webhook_title}`;
    if (!key.includes('|@event#')) return [];
    if (!(row.raw instanceof Uint8Array)) return [`no raw ${key}`];
    const text = inflateRawSync(row.raw).toString('utf8');
    return texts.get(key)?.has(escaped(text)) ? [] : [`raw of ${key} is ${text}`];
  });
}

/** Emoji, and the two characters that no queue takes, may be escaped on its way through the queue: the same JSON. */
const escaped = (json: string): string =>
  json.replace(/[\ud800-\udfff\ufffe\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16)}`);
