/** One of several spellings. */
export type Pick = <Option>(options: readonly [Option, ...Option[]]) => Option;

/** Spends the digits of a seed, one choice after another; when they are spent, the first it is. */
export function pickBy(seed: number): Pick {
  let left = seed;
  return options => {
    const chosen = options[left % options.length] ?? options[0];
    left = Math.floor(left / options.length);
    return chosen;
  };
}

/** A JSON object from names and JSON texts: keeps raw digits, and `__proto__` is a name like any. */
export function objectText(pairs: readonly (readonly [name: string, text: string])[]): string {
  return `{${pairs.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

/** An id or a number as JSON: quoted, or, where it is digits alone, perhaps its bare digits. */
export function idText(id: string, pick: Pick): string {
  return /^[1-9]\d*$/.test(id) ? pick([JSON.stringify(id), id]) : JSON.stringify(id);
}
