import type { VariableValue } from '../webhook/contact.ts';
import { coerceField } from './coerceField.ts';
import type { CrmConfig } from './config.ts';
import type { Contact, RegisterPath } from './contact.ts';
import type { AttributeValue } from './row.ts';

export type FieldValue = Exclude<VariableValue, null>;

/** A contact as people see it: corrections over what the bot says, variables under their CRM names. */
export interface ContactView {
  readonly name?: string;
  readonly username?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly photo?: string;
  readonly status?: string;
  readonly subscription?: string;
  readonly tags?: readonly string[];
  readonly variables: ReadonlyMap<string, VariableValue>;
  readonly fields: ReadonlyMap<string, FieldValue>;
}

const TEXTS = ['name', 'username', 'email', 'phone', 'photo', 'status', 'subscription'] as const;

/**
 * The contact as it is to be shown and found. A field is what a person corrected, else what a rule set, else the first
 * of its variables that is not blank.
 */
export const viewContact = (contact: Contact, config: CrmConfig): ContactView => {
  const texts: Record<string, string> = {};
  for (const path of TEXTS) {
    const value = effective(contact, path);
    if (typeof value === 'string') texts[path] = value;
  }
  const tags = effective(contact, 'tags');
  const variables = new Map<string, VariableValue>(
    namesUnder(contact, 'variables.').flatMap(name => {
      const value = effective(contact, `variables.${name}`);
      // The bot never sent it, and its correction was lifted: it is not there.
      return value === undefined ? [] : [[name, scalar(value)] as const];
    }),
  );
  return {
    ...texts,
    ...(Array.isArray(tags) && { tags: tags.map(String) }),
    variables,
    fields: viewFields(contact, variables, config),
  };
};

const viewFields = (
  contact: Contact,
  variables: ReadonlyMap<string, VariableValue>,
  config: CrmConfig,
): ReadonlyMap<string, FieldValue> => {
  const names = new Set([
    ...config.fields.keys(),
    ...namesUnder(contact, 'set.'),
    ...namesUnder(contact, 'override.fields.'),
  ]);
  const fields = new Map<string, FieldValue>();
  for (const name of names) {
    const spec = config.fields.get(name);
    const value = [
      contact.registers.get(`override.fields.${name}`)?.value,
      contact.registers.get(`set.${name}`)?.value,
      ...(spec?.from ?? []).map(variable => variables.get(variable)),
    ]
      .map(scalar)
      .find(isFilled);
    if (value === undefined) continue;
    // A field that only rules and people set has no type but that of its value.
    fields.set(name, spec === undefined ? value : coerceField(value, spec.type));
  }
  return fields;
};

/** What holds of a register: a person's correction, until it is lifted, over the bot's value. */
const effective = (contact: Contact, path: RegisterPath): AttributeValue | undefined =>
  contact.registers.get(`override.${path}`)?.value ?? contact.registers.get(path)?.value;

/** The names that registers have under a prefix, corrected ones included. */
const namesUnder = (contact: Contact, prefix: string): string[] => {
  const names = new Set<string>();
  for (const path of contact.registers.keys()) {
    if (path.startsWith(prefix)) names.add(path.slice(prefix.length));
    else if (path.startsWith(`override.${prefix}`))
      names.add(path.slice(`override.${prefix}`.length));
  }
  return [...names];
};

const isFilled = (value: VariableValue): value is FieldValue =>
  value !== null && String(value).trim() !== '';

const scalar = (value: AttributeValue | undefined): VariableValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : null;
