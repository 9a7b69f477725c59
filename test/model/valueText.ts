/** Null, absent, or text of nothing but white space. */
export function blank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/** A value as text: text as it is, objects and lists as canonical JSON. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : canonical(value);
}

/** JSON with sorted keys and no blanks; a property that is undefined is left out. */
export function canonical(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const pairs = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
