const english = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A number for people: `12,300`, `3.5`. */
export const numberForPeople = (number: number): string => english.format(number);

/** `1 contact`, `12,300 contacts`. */
export const counted = (count: number, what: string): string =>
  `${numberForPeople(count)} ${what}${count === 1 ? '' : 's'}`;
