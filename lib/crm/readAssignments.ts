import { coerceField, toDate } from './coerceField.ts';
import type { CrmConfig, FieldType } from './config.ts';
import type { RegisterPath } from './contact.ts';
import type { CorrectedValue } from './correction.ts';
import { normaliseEmail } from './email.ts';
import { normalisePhone } from './phone.ts';

const TEXTS = ['status', 'name', 'username', 'email', 'phone', 'photo'];
const SUBSCRIPTIONS = ['subscribed', 'unsubscribed', 'blocked'];
const VARIABLE = 'variables.';
const FIELD = 'fields.';

/** What is corrected, or why it can't be understood. The reason repeats names, never values. */
export type Assignments =
  | { readonly values: ReadonlyMap<RegisterPath, CorrectedValue> }
  | { readonly problem: string };

/**
 * Reads what a person sets on a contact: `status=called`, `tags=vip,lead`, `variables.city=Riga`, `seat=7` for a field of
 * `crm.config.ts`. A name with nothing behind the `=` lifts the correction, `tags=,` sets
 * none; blanks around a value are not meant. In the name of a variable `=` and `%` are
 * written `%3D` and `%25`, as in its lookup. Unlike the bot, a person can be told at once what does not fit its type.
 */
export const readAssignments = (texts: readonly string[], config: CrmConfig): Assignments => {
  const values = new Map<RegisterPath, CorrectedValue>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) return { problem: 'write what to set as name=value, or name= to lift it' };
    const name = text.slice(0, at);
    const path = pathOf(name, config);
    if (path === undefined)
      return { problem: `${name} can't be set: there are ${settable(config)}` };
    if (values.has(path)) return { problem: `${name} is set twice: which of them is meant?` };
    const value = correctedValue(
      path,
      text
        .slice(at + 1)
        .toWellFormed()
        .trim(),
      config,
    );
    if (typeof value === 'object' && value !== null && 'wants' in value)
      return { problem: `${name} must be ${value.wants}` };
    values.set(path, value);
  }
  return { values };
};

const pathOf = (name: string, config: CrmConfig): RegisterPath | undefined => {
  if ([...TEXTS, 'tags', 'subscription'].includes(name)) return name;
  for (const prefix of [VARIABLE, FIELD]) {
    if (name.startsWith(prefix) && name.length > prefix.length) return decode(name);
  }
  return fieldsOf(config).has(decode(name)) ? FIELD + decode(name) : undefined;
};

const encode = (name: string): string => name.replaceAll('%', '%25').replaceAll('=', '%3D');
const decode = (name: string): string => name.replaceAll('%3D', '=').replaceAll('%25', '%');

/** The fields that the configuration names: mapped ones, and those that rules set. */
const fieldsOf = ({ fields, rules }: CrmConfig): ReadonlySet<string> =>
  new Set([...fields.keys(), ...rules.flatMap(({ set }) => Object.keys(set ?? {}))]);

const settable = (config: CrmConfig): string =>
  [
    ...TEXTS,
    'tags',
    'subscription',
    ...[...fieldsOf(config)].map(encode),
    'variables.NAME',
    'fields.NAME',
  ].join(', ');

/** What a value would have to be. */
interface Mismatch {
  readonly wants: string;
}

const correctedValue = (
  path: RegisterPath,
  text: string,
  config: CrmConfig,
): CorrectedValue | Mismatch => {
  if (text === '') return null;
  if (path === 'tags') {
    return [...new Set(text.split(',').map(tag => tag.trim()))].filter(tag => tag !== '');
  }
  if (path === 'subscription') {
    return SUBSCRIPTIONS.includes(text) ? text : { wants: `one of ${SUBSCRIPTIONS.join(', ')}` };
  }
  if (path === 'email' || path === 'phone') return typed(text, path, config);
  return path.startsWith(FIELD)
    ? typed(text, config.fields.get(path.slice(FIELD.length))?.type ?? 'text', config)
    : text;
};

const typed = (
  text: string,
  type: FieldType,
  { defaultCountry }: CrmConfig,
): CorrectedValue | Mismatch => {
  const value = coerceField(text, type);
  switch (type) {
    case 'text':
      return value;
    case 'number':
      // A number of more digits than a double holds stays text.
      return typeof value === 'number' || /^-?\d+(?:\.\d+)?$/.test(value.toString())
        ? value
        : { wants: 'a number, such as 12 or 12.50' };
    case 'boolean':
      return typeof value === 'boolean' ? value : { wants: 'true or false' };
    case 'date':
      return toDate(text) ?? { wants: 'a date, such as 2026-03-01 or 01.03.2026' };
    case 'email':
      return normaliseEmail(text) === undefined ? { wants: 'an e-mail address' } : value;
    case 'phone':
      return normalisePhone(text, defaultCountry) === undefined
        ? { wants: 'a phone number with its country, like +12025550101' }
        : value;
  }
};
