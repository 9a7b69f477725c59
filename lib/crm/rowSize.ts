import type { AttributeValue, Row } from './row.ts';

/** A row larger than this is refused: 400 KB. */
export const LARGEST_ROW = 400 * 1024;

/**
 * A row's size as DynamoDB counts it, in bytes: names and text in UTF-8, numbers by their digits, a map or list 3 bytes
 * and one per member.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const rowSize = (row: Row): number =>
  Object.entries(row).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value),
    0,
  );

const valueSize = (value: AttributeValue): number => {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberSize(value);
  if (value instanceof Uint8Array) return value.byteLength;
  const members = isList(value)
    ? value.map(member => valueSize(member))
    : Object.entries(value).map(([name, member]) => Buffer.byteLength(name) + valueSize(member));
  return members.reduce((sum, size) => sum + size + 1, 3);
};

/** What the name of an attribute or of an entry of a map may have: bytes of UTF-8. */
const LONGEST_NAME = 65_535;

/** Why DynamoDB would refuse a row for its size or for a name in it; undefined when it would take it. */
export const reasonAgainstRow = (row: Row): string | undefined => {
  const size = rowSize(row);
  if (size > LARGEST_ROW)
    return `too large for a row: ${Math.ceil(size / 1024)} KB of at most 400 KB`;
  return size > LONGEST_NAME && Object.values(row).some(hasLongName)
    ? 'the name of a variable is too long: it may have 64 KB'
    : undefined;
};

const hasLongName = (value: AttributeValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Uint8Array) &&
  !isList(value) &&
  Object.keys(value).some(name => Buffer.byteLength(name) > LONGEST_NAME);

const isList = (value: AttributeValue): value is readonly AttributeValue[] => Array.isArray(value);

/** About one byte per two significant digits, and one more. */
const numberSize = (value: number): number =>
  Math.ceil(String(value).replace(/[^\d]/g, '').length / 2) + (value < 0 ? 2 : 1);
