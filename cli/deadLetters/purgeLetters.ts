import type { Stack } from '../connect/withStack.ts';
import { confirm } from '../read/confirm.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import { printJson } from '../show/printJson.ts';
import { createProgress } from '../show/progress.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';
import { eachAtOnce } from './eachAtOnce.ts';
import { type LetterFilter, pickLetters } from './pickLetters.ts';

/** Deletes dead letters for good, after asking. */
export const purgeLetters = async (
  { yes, json, ...filter }: LetterFilter & { readonly yes?: true; readonly json?: true },
  stack: Stack,
  world: World,
): Promise<void> => {
  if (!yes) {
    let count = 0;
    for await (const _ of pickLetters(filter, stack, world)) count += 1;
    if (!(await confirm(`Delete ${counted(count, 'dead letter')} for good?`, yes, world))) {
      note('Nothing was deleted.', world);
      return;
    }
  }
  const progress = createProgress(world, 'letter');
  let purged = 0;
  await eachAtOnce(pickLetters(filter, stack, world, progress.reached), async letter => {
    await letter.remove();
    purged += 1;
  });
  progress.end();
  if (json) return printJson({ purged }, world);
  write(world.stdout, `${counted(purged, 'dead letter')} deleted\n`);
};
