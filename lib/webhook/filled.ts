import type { Json } from './parseJson.ts';

/** Whether there is anything: not null, false, 0, blank text, an empty list or object (PHP writes `[]` for what is not there). */
export const isFilled = (value: Json | undefined): boolean => {
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value !== 'object' || value === null) return value !== undefined && !!value;
  return Object.keys(value).length > 0;
};
