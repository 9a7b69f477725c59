const english = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const order = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** A number for people: `12,300`, `3.5`. */
export const numberForPeople = (number: number): string => english.format(number);

/** `1 contact`, `12,300 contacts`. */
export const counted = (count: number, what: string): string =>
  `${numberForPeople(count)} ${what}${count === 1 ? '' : 's'}`;

/** `first`, `second`, `23rd`: of a place that is counted from 0. */
export const ordinal = (index: number): string =>
  ['first', 'second', 'third'][index] ?? `${index + 1}${SUFFIXES[order.select(index + 1)] ?? 'th'}`;
