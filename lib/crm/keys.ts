import { createHash } from 'node:crypto';
import type { Key } from './row.ts';

/** DynamoDB's limits for a partition and a sort key, in bytes of UTF-8. */
const PARTITION_BYTES = 2048;
const SORT_BYTES = 1024;
const HASH_DIGITS = 16;

export const CONTACT = '@contact';
export const CATALOG = '@catalog';
export const UNTITLED = '@untitled';
export const EVENT = '@event#';

/** A contact's partition: its id, out of the way of `@catalog`. */
export const contactKey = (id: string): string => cut(yieldToOurs(id), PARTITION_BYTES);

/** A webhook row's sort key: its title, out of the way of the rows that begin with `@`. */
export const webhookKey = (title: string): string => cut(titleName(title), SORT_BYTES);

export const eventKey = (at: string, id: string): string => `${EVENT}${at}#${id}`;

/** The index partition that finds the contacts of a bot. */
export const botLookup = (botId: string): string => lookup('bot', botId || '@unknown');

/** The index partition that finds the contacts that a webhook of this title came for. */
export const webhookLookup = (title: string): string => lookup('webhook', titleName(title));

export type LookupKind = 'tag' | 'status' | 'email' | 'phone' | 'var';

/** The index partition that finds contacts by what is true of them. */
export const lookup = (kind: LookupKind | 'bot' | 'webhook', name: string): string =>
  cut(`${kind}#${name}`, PARTITION_BYTES);

/** The sort key of a lookup row. */
export const lookupKey = (kind: LookupKind, name: string): string =>
  cut(`@${kind}#${name}`, SORT_BYTES);

/** A variable with its value, as lookups name it: `=` parts them, so it is escaped in the name. */
export const variableName = (name: string, value: string): string =>
  `${name.replaceAll('%', '%25').replaceAll('=', '%3D')}=${value}`;

export const catalogKey = (kind: 'webhook' | 'tag' | 'bot' | 'var', name: string): Key => ({
  contact_id: CATALOG,
  webhook_title: cut(`${kind}#${kind === 'webhook' ? titleName(name) : name}`, SORT_BYTES),
});

const titleName = (title: string): string => (title.trim() === '' ? UNTITLED : yieldToOurs(title));

const yieldToOurs = (name: string): string => (name.startsWith('@') ? `@${name}` : name);

/** Keeps a key within its limit: cut at a character, closed with a hash of the whole. */
const cut = (key: string, limit: number): string => {
  if (Buffer.byteLength(key) <= limit) return key;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, HASH_DIGITS);
  const room = Buffer.from(key).subarray(0, limit - HASH_DIGITS - 1);
  // A character that was cut in two decodes as U+FFFD.
  return `${room.toString('utf8').replace(/\ufffd+$/, '')}#${hash}`;
};
