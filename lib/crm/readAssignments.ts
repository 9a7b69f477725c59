import { coerceField } from './coerceField.ts';
import type { CrmConfig } from './config.ts';
import type { RegisterPath } from './contact.ts';
import type { CorrectedValue } from './correction.ts';

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
 * `crm.config.ts`. A name with nothing behind the `=` lifts the correction.
 */
export const readAssignments = (texts: readonly string[], config: CrmConfig): Assignments => {
  const values = new Map<RegisterPath, CorrectedValue>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) return { problem: 'write what to set as name=value, or name= to lift it' };
    const path = pathOf(text.slice(0, at), config);
    if (path === undefined)
      return { problem: `${text.slice(0, at)} can't be set: there are ${settable(config)}` };
    const value = correctedValue(path, text.slice(at + 1), config);
    if (value === undefined)
      return { problem: `subscription must be one of ${SUBSCRIPTIONS.join(', ')}` };
    values.set(path, value);
  }
  return { values };
};

const pathOf = (name: string, config: CrmConfig): RegisterPath | undefined => {
  if ([...TEXTS, 'tags', 'subscription'].includes(name)) return name;
  if (name.startsWith(VARIABLE) || (name.startsWith(FIELD) && name.length > FIELD.length))
    return name;
  return fieldsOf(config).has(name) ? FIELD + name : undefined;
};

/** The fields that the configuration names: mapped ones, and those that rules set. */
const fieldsOf = ({ fields, rules }: CrmConfig): ReadonlySet<string> =>
  new Set([...fields.keys(), ...rules.flatMap(({ set }) => Object.keys(set ?? {}))]);

const settable = (config: CrmConfig): string =>
  [...TEXTS, 'tags', 'subscription', ...fieldsOf(config), 'variables.NAME', 'fields.NAME'].join(
    ', ',
  );

const correctedValue = (
  path: RegisterPath,
  text: string,
  config: CrmConfig,
): CorrectedValue | undefined => {
  if (text === '') return null;
  if (path === 'tags') {
    return [...new Set(text.split(',').map(tag => tag.trim()))].filter(tag => tag !== '');
  }
  if (path === 'subscription') return SUBSCRIPTIONS.includes(text) ? text : undefined;
  return path.startsWith(FIELD)
    ? coerceField(text, config.fields.get(path.slice(FIELD.length))?.type ?? 'text')
    : text;
};
