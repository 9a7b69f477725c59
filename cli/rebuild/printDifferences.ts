import type { AttributeValue } from '../../lib/crm/row.ts';
import type { Difference } from '../../lib/crm/rowDifferences.ts';
import { coloursFor } from '../show/colours.ts';
import { plainLine } from '../show/plainText.ts';
import { writePatiently } from '../show/write.ts';
import type { World } from '../world.ts';

/** Bookkeeping, which follows from the rest. */
const BOOKS = ['stamps', 'as_of', 'set'];
const LONGEST = 60;

/** Prints how one contact's rows differ: `+` for a row that is to come, `-` for one that goes. */
export const printDifferences = async (
  contactId: string,
  differences: readonly Difference[],
  world: World,
): Promise<void> => {
  const colours = coloursFor(world.stdout, world);
  const lines = differences
    .filter(({ attribute }) => attribute === undefined || !BOOKS.includes(attribute))
    .map(({ row, attribute, before, after }) => {
      if (attribute !== undefined)
        return `  ${plainLine(row)}  ${attribute}: ${short(before)} → ${short(after)}`;
      return before === undefined
        ? colours.green(`  + ${plainLine(row)}`)
        : colours.red(`  - ${plainLine(row)}`);
    });
  await writePatiently(world.stdout, `${[plainLine(contactId), ...lines].join('\n')}\n`);
};

const short = (value: AttributeValue | undefined): string => {
  if (value === undefined) return '(none)';
  const text = plainLine(typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};
