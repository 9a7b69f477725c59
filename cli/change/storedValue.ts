import { toAttributeName } from '../../lib/crm/attributeName.ts';
import type { RegisterPath } from '../../lib/crm/contact.ts';
import type { AttributeValue, Row } from '../../lib/crm/row.ts';

/** What a contact row shows for a register: what holds, corrections included. */
export const storedValue = (
  row: Row | undefined,
  path: RegisterPath,
): AttributeValue | undefined => {
  const [, map, name] = /^(variables|fields)\.(.*)$/s.exec(path) ?? [];
  if (map === undefined || name === undefined) return row?.[path];
  const values = row?.[map];
  const key = toAttributeName(name);
  return isMap(values) && Object.hasOwn(values, key) ? values[key] : undefined;
};

/** A stored value for people. */
export const valueForPeople = (value: AttributeValue | undefined): string => {
  if (value === undefined || value === null) return '(none)';
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.map(String).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const isMap = (
  value: AttributeValue | undefined,
): value is Readonly<Record<string, AttributeValue>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);
