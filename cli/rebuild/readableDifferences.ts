import { fromAttributeName } from '../../lib/crm/attributeName.ts';
import type { AttributeValue } from '../../lib/crm/row.ts';
import type { Difference } from '../../lib/crm/rowDifferences.ts';
import { plainLine } from '../show/plainText.ts';

/** One value that would change, or, without a name, a row that comes or goes. */
export interface ReadableDifference {
  readonly row: string;
  readonly name?: string;
  /** For people; undefined where there is none. */
  readonly before?: string;
  readonly after?: string;
}

/** Bookkeeping, and what the contact's fields show anyway. */
const BOOKS = ['stamps', 'as_of', 'set', 'overrides', 'reported', 'erased_at'];
const LONGEST = 60;

/** Differences as a person wants them: a map name by name, without the bookkeeping. */
export const readableDifferences = (
  differences: readonly Difference[],
): readonly ReadableDifference[] =>
  differences.flatMap(({ row, attribute, before, after }): readonly ReadableDifference[] => {
    if (attribute === undefined)
      return [{ row, ...(before === undefined ? { after: '' } : { before: '' }) }];
    if (BOOKS.includes(attribute)) return [];
    const [was, is] = [membersOf(attribute, before), membersOf(attribute, after)];
    return [...new Set([...was.keys(), ...is.keys()])]
      .filter(name => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)))
      .map(name => ({ row, name, ...bothForPeople(was.get(name), is.get(name)) }));
  });

const membersOf = (
  attribute: string,
  value: AttributeValue | undefined,
): ReadonlyMap<string, AttributeValue> => {
  if (value === undefined) return new Map();
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[attribute, value]]);
  return new Map(
    Object.entries(value).map(([name, member]: [string, AttributeValue]) => [
      `${attribute}.${fromAttributeName(name)}`,
      member,
    ]),
  );
};

/** Text stands in quotes where the other is none: else a type that changes would not be seen. */
const bothForPeople = (
  before: AttributeValue | undefined,
  after: AttributeValue | undefined,
): Pick<ReadableDifference, 'before' | 'after'> => {
  const texts = [before, after].every(each => each === undefined || typeof each === 'string');
  const forPeople = (value: AttributeValue): string => {
    const text = plainLine(texts ? String(value) : JSON.stringify(value));
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  };
  return {
    ...(before !== undefined && { before: forPeople(before) }),
    ...(after !== undefined && { after: forPeople(after) }),
  };
};
