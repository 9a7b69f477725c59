import type { AttributeValue } from '../../lib/crm/row.ts';
import { valueForPeople } from '../change/storedValue.ts';
import { plainLine } from '../show/plainText.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';

/** What a correction made of one thing. */
export interface Changed {
  readonly name: string;
  readonly before: AttributeValue;
  readonly after: AttributeValue;
  readonly lifted: boolean;
}

/** Tells what was before and what is now, a line each. */
export const printChanges = (changes: readonly Changed[], { stdout }: World): void => {
  const width = Math.max(...changes.map(({ name }) => name.length));
  for (const { name, before, after, lifted } of changes) {
    const [was, is] = [before, after].map(valueForPeople);
    const why = lifted ? '  (lifted: the bot’s)' : '';
    write(stdout, `${name.padEnd(width)}  ${plainLine(`${was} → ${is}`)}${why}\n`);
  }
};
