import type { Json } from './meant.ts';
import type { TestConfig } from './testConfig.ts';
import { asText, blank } from './valueText.ts';

/** What a contact can be found by, as the values of the attribute `lookup`. */
export function expectedLookups(
  config: TestConfig,
  contact: Readonly<Record<string, unknown>>,
  variables: ReadonlyMap<string, Json>,
  fields: Readonly<Record<string, string>>,
): Set<string> {
  const emails: unknown[] = [contact.email];
  const phones: unknown[] = [contact.phone];
  for (const [name, value] of variables) if (name.toLowerCase() === 'phone') phones.push(value);
  for (const [field, source] of Object.entries(config.fields)) {
    if (typeof source !== 'string' && source.type === 'email') emails.push(fields[field]);
    if (typeof source !== 'string' && source.type === 'phone') phones.push(fields[field]);
  }
  const lookups = new Set<string>();
  for (const tag of Array.isArray(contact.tags) ? contact.tags : []) lookups.add(`tag#${tag}`);
  if (contact.status !== undefined) lookups.add(`status#${contact.status}`);
  for (const email of emails)
    if (!blank(email)) lookups.add(`email#${asText(email).trim().toLowerCase()}`);
  for (const phone of phones) {
    const digits = asText(phone).replace(/[ ()-]/g, '');
    // True of the generator's numbers: whole ones, with or without the plus, in no country's own form.
    if (/^\+?\d{8,15}$/.test(digits)) lookups.add(`phone#+${digits.replace('+', '')}`);
  }
  for (const name of config.index) {
    const key = name.replaceAll('%', '%25').replaceAll('=', '%3D');
    const value = variables.get(name);
    if (!blank(value)) lookups.add(`var#${key}=${asText(value)}`);
  }
  return lookups;
}
