import { canonicalJson } from './canonicalJson.ts';
import { entriesOf, jsonWithin } from './jsonWithin.ts';
import { isObject, type Json, type JsonObject, own } from './parseJson.ts';
import { firstText, textOf } from './text.ts';

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
  'telegram_id',
  'channel_data',
]);

/** An element's contact, also where a sender wrapped it in a list or in JSON text; undefined when it is no object. */
export const contactWithin = (element: Json | undefined): JsonObject | undefined => {
  const contact = jsonWithin(own(element, 'contact'));
  return isObject(contact) ? contact : undefined;
};

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

/** Only a list speaks of tags: all of them, so that an empty one says that there are none. */
const readTags = (tags: Json | undefined): { tags?: readonly string[] } => {
  const names = entriesOf(tags)
    ?.map(nameOfTag)
    .filter(tag => tag !== undefined);
  return names === undefined ? {} : { tags: [...new Set(names)] };
};

const nameOfTag = (tag: Json): string | undefined =>
  firstText(tag, own(tag, 'name'), own(tag, 'title'), own(tag, 'tag'));

const readVariables = (contact: JsonObject): ReadonlyMap<string, VariableValue> => {
  const flat = Object.entries(contact).filter(([key]) => !OWN_KEYS.has(key));
  const nested = entriesOfMap(own(contact, 'variables'));
  return new Map(
    [...flat, ...nested].map(([name, value]) => [name.toWellFormed(), variableValue(value)]),
  );
};

/** A map, also as JSON text, or in the form of a list of names with values. */
const entriesOfMap = (variables: Json | undefined): readonly (readonly [string, Json])[] => {
  const map = typeof variables === 'string' ? jsonWithin(variables) : variables;
  if (isObject(map)) return Object.entries(map);
  return (entriesOf(map) ?? []).flatMap(each => {
    const name = firstText(own(each, 'name'), own(each, 'key'));
    const value = own(each, 'value');
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
};

/** An object or a list is kept as its JSON text: no store's limit on nesting or on keys applies to text. */
const variableValue = (value: Json): VariableValue => {
  if (typeof value === 'string') return value.toWellFormed();
  return typeof value === 'object' && value !== null ? canonicalJson(value) : value;
};
