import { createReplay } from '../../lib/pipeline/createReplay.ts';
import { reasonAgainstReplay } from '../../lib/pipeline/replayLetter.ts';
import { settleAll } from '../../lib/pipeline/settleAll.ts';
import type { Stack } from '../connect/withStack.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import { plainLine } from '../show/plainText.ts';
import { printJson } from '../show/printJson.ts';
import { createProgress } from '../show/progress.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';
import { noSuchLetters } from './noSuchLetters.ts';
import { type LetterFilter, pickLetters } from './pickLetters.ts';

/** How long one letter may take, milliseconds: the queue is tried again meanwhile. */
const PATIENCE_MS = 30_000;

interface Replayed {
  readonly dryRun: true | undefined;
  readonly replayed: number;
  readonly kept: readonly { readonly id: string; readonly reason: string }[];
}

/** Brings dead letters back through the door, or tells what would become of them. */
export const replayLetters = async (
  { dryRun, json, ...filter }: LetterFilter & { readonly dryRun?: true; readonly json?: true },
  stack: Stack,
  world: World,
): Promise<void> => {
  const progress = createProgress(world, 'letter');
  const replay = createReplay({ ...stack, now: Date.now }, PATIENCE_MS);
  const kept: { id: string; reason: string }[] = [];
  const missing = new Set(filter.ids);
  let replayed = 0;
  try {
    for await (const page of pickLetters(filter, stack, world, progress.reached)) {
      const reasons = await settleAll(
        page.map(letter => async () => (dryRun ? reasonAgainstReplay(letter) : replay(letter))),
      );
      for (const [index, { id }] of page.entries()) {
        const reason = reasons[index];
        missing.delete(id);
        if (reason === undefined) replayed += 1;
        else kept.push({ id, reason });
      }
    }
  } finally {
    progress.end();
  }
  if (json) await printJson({ dry_run: dryRun === true, replayed, kept }, world);
  else if (missing.size === 0 || replayed + kept.length > 0)
    printReplayed({ dryRun, replayed, kept }, world);
  if (missing.size > 0) throw noSuchLetters([...missing]);
};

/** Tells people what became of them. */
const printReplayed = ({ dryRun, replayed, kept }: Replayed, world: World): void => {
  const done = dryRun ? 'would be replayed' : 'replayed';
  write(world.stdout, `${counted(replayed, 'dead letter')} ${done}\n`);
  for (const [reason, letters] of Map.groupBy(kept, each => each.reason)) {
    write(
      world.stdout,
      `${counted(letters.length, 'dead letter')} ${dryRun ? 'would be kept' : 'kept'}: ${plainLine(reason)}\n`,
    );
  }
  if (replayed > 0 && !dryRun)
    note('They are on the queue of events; what fails again comes back here.', world);
};
