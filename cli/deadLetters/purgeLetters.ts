import { settleAll } from '../../lib/pipeline/settleAll.ts';
import type { Stack } from '../connect/withStack.ts';
import { confirm } from '../read/confirm.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import { printJson } from '../show/printJson.ts';
import { createProgress } from '../show/progress.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';
import { noSuchLetters } from './noSuchLetters.ts';
import { type LetterFilter, pickLetters } from './pickLetters.ts';

/** Deletes dead letters for good, after asking. */
export const purgeLetters = async (
  { yes, json, ...filter }: LetterFilter & { readonly yes?: true; readonly json?: true },
  stack: Stack,
  world: World,
): Promise<void> => {
  const meant = yes ? filter : await askFor(filter, stack, world);
  if (meant === undefined) {
    note('Nothing was deleted.', world);
    if (json) await printJson({ purged: 0 }, world);
    return;
  }
  const progress = createProgress(world, 'letter');
  const missing = new Set(filter.ids);
  let purged = 0;
  try {
    for await (const page of pickLetters(meant, stack, world, progress.reached)) {
      await settleAll(page.map(letter => () => letter.remove()));
      for (const { id } of page) missing.delete(id);
      purged += page.length;
    }
  } finally {
    progress.end();
  }
  if (json) await printJson({ purged }, world);
  else if (missing.size === 0 || purged > 0)
    write(world.stdout, `${counted(purged, 'dead letter')} deleted\n`);
  if (missing.size > 0) throw noSuchLetters([...missing]);
};

/** No more is deleted than was counted when the person was asked, though others may come meanwhile. */
const askFor = async (
  filter: LetterFilter,
  stack: Stack,
  world: World,
): Promise<LetterFilter | undefined> => {
  const ids: string[] = [];
  for await (const page of pickLetters(filter, stack, world)) ids.push(...page.map(({ id }) => id));
  const question = `Delete ${counted(ids.length, 'dead letter')} for good?`;
  return ids.length === 0 || (await confirm(question, undefined, world)) ? { ids } : undefined;
};
