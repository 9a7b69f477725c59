import { canonicalJson } from './canonicalJson.ts';
import { isObject, type Json, type JsonObject } from './parseJson.ts';
import { textOf } from './text.ts';

export type VariableValue = string | number | boolean | null;

/** A contact as one event shows it. What is blank or absent there is absent here: it says nothing. */
export interface ContactSnapshot {
  readonly id: string;
  readonly name?: string;
  readonly username?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly photo?: string;
  /** The complete list; absent when the event had none (an empty list says that there are no tags). */
  readonly tags?: readonly string[];
  /** A map, for names are typed by people: `__proto__` and the empty name are names like any other. */
  readonly variables: ReadonlyMap<string, VariableValue>;
  /** What the client answered last, as the contact has it. */
  readonly last_message?: string;
}

/** What SendPulse itself puts into a contact. Every other key is a variable, laid flat. */
const OWN_KEYS = new Set([
  'id',
  'name',
  'username',
  'email',
  'phone',
  'photo',
  'tags',
  'variables',
  'last_message',
  'last_message_data',
  'channel_data',
]);

/**
 * Reads an event's contact. Variables are read nested, flat, or both (then the nested one counts); PHP's `[]` is none.
 *
 * @returns undefined when there is no `id`: the one key that must be there
 */
export const readContact = (contact: JsonObject): ContactSnapshot | undefined => {
  const field = (key: string): Json | undefined =>
    Object.hasOwn(contact, key) ? contact[key] : undefined;
  const id = textOf(field('id'));
  if (id === undefined) return undefined;
  const present = (key: string, value: string | undefined): Record<string, string> =>
    value === undefined ? {} : { [key]: value };
  return {
    id,
    ...present('name', textOf(field('name'))),
    ...present('username', textOf(field('username'))),
    ...present('email', textOf(field('email'))),
    ...present('phone', textOf(field('phone'))),
    ...present('photo', textOf(field('photo'))),
    ...readTags(field('tags')),
    variables: readVariables(contact),
    ...present('last_message', textOf(field('last_message'))),
  };
};

const readTags = (tags: Json | undefined): { tags?: readonly string[] } =>
  Array.isArray(tags)
    ? { tags: [...new Set(tags.map(textOf).filter(tag => tag !== undefined))] }
    : {};

const readVariables = (contact: JsonObject): ReadonlyMap<string, VariableValue> => {
  const flat = Object.entries(contact).filter(([key]) => !OWN_KEYS.has(key));
  const nested =
    Object.hasOwn(contact, 'variables') && isObject(contact.variables)
      ? Object.entries(contact.variables)
      : [];
  return new Map(
    [...flat, ...nested].map(([name, value]) => [name.toWellFormed(), variableValue(value)]),
  );
};

/** An object or a list is kept as its JSON text: no store's limit on nesting or on keys applies to text. */
const variableValue = (value: Json): VariableValue => {
  if (typeof value === 'string') return value.toWellFormed();
  return typeof value === 'object' && value !== null ? canonicalJson(value) : value;
};
