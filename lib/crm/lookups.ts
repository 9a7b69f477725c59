import type { CrmConfig } from './config.ts';
import type { Contact } from './contact.ts';
import { viewContact } from './contactView.ts';
import { normaliseEmail } from './email.ts';
import { type LookupKind, lookup, lookupKey, variableName } from './keys.ts';
import { normalisePhone } from './phone.ts';

/** A way in which a contact can be found: a row of its own, sparse in the index. */
export interface Lookup {
  /** The row's sort key. */
  readonly key: string;
  /** The index's partition key. */
  readonly lookup: string;
  readonly kind: LookupKind;
  /** What it finds by, before it was cut to a key's length. */
  readonly name: string;
}

/**
 * All lookups that are true of a contact, by their keys: one set for the whole contact, as two fields may hold one
 * address. What can't be normalised is kept on the contact and simply not found this way.
 */
export const lookupsOf = (contact: Contact, config: CrmConfig): ReadonlyMap<string, Lookup> => {
  const view = viewContact(contact, config);
  const typed = (type: string): unknown[] =>
    [...view.fields]
      .filter(([name]) => config.fields.get(name)?.type === type)
      .map(([, value]) => value);
  const named = [...view.variables]
    .filter(([name]) => name.toLowerCase() === 'phone')
    .map(([, value]) => value);
  const found: readonly (readonly [LookupKind, readonly (string | undefined)[]])[] = [
    ['tag', view.tags ?? []],
    ['status', [view.status]],
    ['email', texts([view.email, ...typed('email')]).map(normaliseEmail)],
    [
      'phone',
      texts([view.phone, ...named, ...typed('phone')]).map(each =>
        normalisePhone(each, config.defaultCountry),
      ),
    ],
    [
      'var',
      config.index.flatMap(name =>
        texts([view.variables.get(name)]).map(value => variableName(name, value)),
      ),
    ],
  ];
  return new Map(
    found.flatMap(([kind, names]) =>
      names
        .filter(name => name !== undefined)
        .map(name => {
          const key = lookupKey(kind, name);
          return [key, { key, lookup: lookup(kind, name), kind, name }] as const;
        }),
    ),
  );
};

const texts = (values: readonly unknown[]): string[] =>
  values
    .filter(value => value !== undefined && value !== null)
    .map(String)
    .filter(text => text.trim() !== '');
