import type { Difference } from '../../lib/crm/rowDifferences.ts';
import { type Rebuilt, rebuildContact } from '../../lib/pipeline/rebuildContact.ts';
import type { Stack } from '../connect/withStack.ts';
import { contactOrProblem } from '../contacts/contactOrProblem.ts';
import { confirm } from '../read/confirm.ts';
import { note } from '../show/note.ts';
import { counted, numberForPeople } from '../show/numbers.ts';
import { printJson } from '../show/printJson.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';
import { allCanBeRebuilt } from './allCanBeRebuilt.ts';
import { createSummary } from './createSummary.ts';
import { printDifferences } from './printDifferences.ts';
import { problemOfRefused, type Refused } from './problemOfRefused.ts';
import { type RebuildAllOptions, type RebuiltAll, readLeft, rebuildAll } from './rebuildAll.ts';

/** Contacts that a person is shown one by one; the summary counts all. */
const SHOWN = 20;

export interface RebuildRequest {
  /** As sent; absent for all contacts. */
  readonly ids: readonly string[] | undefined;
  readonly dryRun: boolean;
  /** Shows what will change and asks before it is changed. */
  readonly asks: boolean;
  readonly restart: boolean;
  readonly json: boolean;
}

/** Rebuilds contacts, or only tells what would change; a rebuild of all that was interrupted goes on. */
export const rebuildContacts = async (
  request: RebuildRequest,
  stack: Stack,
  world: World,
): Promise<void> => {
  const { ids, dryRun, restart } = request;
  const left = ids || dryRun || restart ? undefined : await readLeft(stack, world);
  // Who goes on was asked before.
  if (!dryRun && request.asks && left === undefined) {
    const { changed } = await run({ ...request, dryRun: true }, left, stack, world);
    if (changed === 0) return;
    if (!(await confirm(`Change ${counted(changed, 'contact')}?`, undefined, world))) {
      note('Nothing was changed.', world);
      return;
    }
    await run({ ...request, quiet: true }, left, stack, world);
    return;
  }
  await run(request, left, stack, world);
};

const run = async (
  { ids, dryRun, json, quiet = false }: RebuildRequest & { readonly quiet?: boolean },
  left: Awaited<ReturnType<typeof readLeft>>,
  stack: Stack,
  world: World,
): Promise<RebuiltAll> => {
  const told: { contact_id: string; differences: readonly Difference[] }[] = [];
  const refused: Refused[] = [];
  const summary = createSummary();
  let shown = 0;
  let unreadable = 0;
  const read = (rebuilt: Rebuilt): void => {
    unreadable += rebuilt.unreadable;
  };
  const differs = async ({ contactId, differences }: Rebuilt): Promise<void> => {
    summary.add(differences);
    shown += 1;
    if (json) told.push({ contact_id: contactId, differences });
    else if (!quiet && shown <= (ids?.length ?? SHOWN))
      await printDifferences(contactId, differences, world);
  };
  const done =
    ids === undefined
      ? await rebuildAll(
          {
            dryRun,
            read,
            differs,
            refused: (contactId, reason) => void refused.push({ contactId, reason }),
          },
          left,
          stack,
          world,
        )
      : await rebuildNamed(ids, { dryRun, read, differs }, stack);
  const { contacts, changed } = done;
  if (json) await printJson({ dry_run: dryRun, contacts, changed, differences: told }, world);
  else {
    if (ids === undefined && !quiet) await printSummary(shown, summary, world);
    const was = dryRun ? 'would change' : changed === 1 ? 'was changed' : 'were changed';
    note(`${counted(contacts, 'contact')} read, ${numberForPeople(changed)} ${was}`, world);
  }
  if (unreadable > 0)
    note(
      `${counted(unreadable, 'event')} can't be read any more: what the rows hold of them stays.`,
      world,
    );
  if (refused.length > 0) throw problemOfRefused(refused);
  return done;
};

const rebuildNamed = async (
  ids: readonly string[],
  { dryRun, read, differs }: Omit<RebuildAllOptions, 'refused'>,
  stack: Stack,
): Promise<RebuiltAll> => {
  await allCanBeRebuilt(ids, stack);
  let changed = 0;
  for (const id of ids) {
    const rebuilt = contactOrProblem(await rebuildContact(id, { dryRun }, stack));
    read(rebuilt);
    if (rebuilt.differences.length === 0) continue;
    changed += 1;
    await differs(rebuilt);
  }
  return { contacts: ids.length, changed };
};

const printSummary = async (
  differing: number,
  summary: ReturnType<typeof createSummary>,
  world: World,
): Promise<void> => {
  if (differing > SHOWN)
    note(`… and ${counted(differing - SHOWN, 'contact')} more: --json has all.`, world);
  if (differing > 1) {
    write(world.stdout, '\n');
    await summary.print(world);
  }
};
