import type { Difference } from '../../lib/crm/rowDifferences.ts';
import { coloursFor } from '../show/colours.ts';
import { plainLine } from '../show/plainText.ts';
import { writePatiently } from '../show/write.ts';
import type { World } from '../world.ts';
import { type ReadableDifference, readableDifferences } from './readableDifferences.ts';

/** Prints how one contact's rows differ: `+` for a row that is to come, `-` for one that goes. */
export const printDifferences = async (
  contactId: string,
  differences: readonly Difference[],
  world: World,
): Promise<void> => {
  const { green, red } = coloursFor(world.stdout, world);
  const lines = readableDifferences(differences).map(each => {
    const row = plainLine(each.row);
    if (each.name !== undefined) return `  ${row}  ${plainLine(each.name)}: ${fromTo(each)}`;
    return each.before === undefined ? green(`  + ${row}`) : red(`  - ${row}`);
  });
  if (lines.length === 0) lines.push('  only what it keeps of which event set what');
  await writePatiently(world.stdout, `${[plainLine(contactId), ...lines].join('\n')}\n`);
};

export const fromTo = ({ before, after }: ReadableDifference): string =>
  `${before ?? '(none)'} → ${after ?? '(none)'}`;
