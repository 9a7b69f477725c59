import { fromAttributeName } from '../../crm/attributeName.ts';
import type { AttributeValue, Row } from '../../crm/row.ts';
import { isLive } from './isLive.ts';

export type Value = string | number | boolean | null;

/** A contact for people and programs; null is what is not known. Times are ISO 8601 UTC. */
export interface ContactRecord {
  /** As sent. */
  readonly contact_id: string;
  readonly name: string | null;
  readonly username: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly photo: string | null;
  readonly status: string | null;
  /** `subscribed`, `unsubscribed` or `blocked`, and since when. */
  readonly subscription: string | null;
  readonly subscription_at: string | null;
  readonly tags: readonly string[];
  /** The mapped fields of `crm.config.ts`. */
  readonly fields: Readonly<Record<string, Value>>;
  /** What the bot knows, under the names that the bot uses. */
  readonly variables: Readonly<Record<string, Value>>;
  readonly last_message: string | null;
  readonly last_message_at: string | null;
  readonly service: string | null;
  /** The bot that was heard last. */
  readonly bot: { readonly id: string | null; readonly name: string | null };
  readonly first_activity: string | null;
  readonly last_activity: string | null;
  /** What of this a person corrected, over what the bot says: `status`, `tags`, `fields.seat`, `variables.city`, … */
  readonly corrected: readonly string[];
}

/** A contact row as a record; undefined for a tombstone: an erased contact is never shown. */
export const toContactRecord = (row: Row): ContactRecord | undefined => {
  if (!isLive(row)) return undefined;
  return {
    contact_id: String(row.id ?? row.contact_id),
    name: textOf(row.name),
    username: textOf(row.username),
    email: textOf(row.email),
    phone: textOf(row.phone),
    photo: textOf(row.photo),
    status: textOf(row.status),
    subscription: textOf(row.subscription),
    subscription_at: textOf(row.subscription_at),
    tags: Array.isArray(row.tags) ? row.tags.map(String) : [],
    fields: valuesOf(row.fields),
    variables: valuesOf(row.variables),
    last_message: textOf(row.last_message),
    last_message_at: textOf(row.last_message_at),
    service: textOf(row.service),
    bot: { id: textOf(member(row.bot, 'id')) || null, name: textOf(member(row.bot, 'name')) },
    first_activity: textOf(row.first_activity),
    last_activity: textOf(row.last_activity),
    corrected: correctedOf(row.overrides),
  };
};

/** One that is null was lifted. */
const correctedOf = (overrides: AttributeValue | undefined): readonly string[] =>
  Object.entries(isMap(overrides) ? overrides : {})
    .filter(([, value]) => value !== null)
    .map(([path]) => fromAttributeName(path))
    .sort((a, b) => (a < b ? -1 : 1));

/** A map of ours with the names as sent: `__proto__` is a name like any other. */
export const valuesOf = (map: AttributeValue | undefined): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Object.entries(isMap(map) ? map : {}).map(([name, value]) => [
      fromAttributeName(name),
      typeof value === 'object' ? null : value,
    ]),
  );

export const textOf = (value: AttributeValue | undefined): string | null =>
  value === undefined || value === null || typeof value === 'object' ? null : String(value);

const member = (map: AttributeValue | undefined, name: string): AttributeValue | undefined =>
  isMap(map) ? map[name] : undefined;

const isMap = (
  value: AttributeValue | undefined,
): value is { readonly [name: string]: AttributeValue } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);
