import type { Letter } from '../../lib/pipeline/readLetter.ts';
import { reasonGroup } from '../../lib/pipeline/reasonGroup.ts';
import { reasonAgainstReplay } from '../../lib/pipeline/replayLetter.ts';
import type { Stack } from '../connect/withStack.ts';
import { note } from '../show/note.ts';
import { counted, numberForPeople } from '../show/numbers.ts';
import { printJson } from '../show/printJson.ts';
import { createProgress } from '../show/progress.ts';
import { type Column, createTable } from '../show/table.ts';
import { minuteForPeople } from '../show/times.ts';
import type { World } from '../world.ts';
import { pickLetters } from './pickLetters.ts';

interface Group {
  readonly reason: string;
  readonly from: string;
  readonly letters: readonly Summary[];
}

/** A letter without what it holds. */
interface Summary {
  readonly id: string;
  readonly reason: string;
  readonly from: string;
  readonly failed_at: string;
  readonly contact_id: string | null;
  readonly replayable: boolean;
}

const GROUPS: readonly Column<Group>[] = [
  // `--reason` takes all of it.
  { title: 'REASON', cell: ({ reason }) => reason, whole: true },
  { title: 'FAILED IN', cell: ({ from }) => from },
  { title: 'LETTERS', cell: ({ letters }) => numberForPeople(letters.length), right: true },
  {
    title: 'CAN REPLAY',
    cell: ({ letters }) => numberForPeople(letters.filter(({ replayable }) => replayable).length),
    right: true,
  },
  {
    title: 'NEWEST (UTC)',
    cell: ({ letters }) => minuteForPeople(letters.at(-1)?.failed_at ?? null),
    whole: true,
  },
  {
    title: 'OLDEST (UTC)',
    cell: ({ letters }) => minuteForPeople(letters[0]?.failed_at ?? null),
    whole: true,
  },
];

const LETTERS: readonly Column<Summary>[] = [
  { title: 'ID', cell: ({ id }) => id, whole: true },
  { title: 'FAILED (UTC)', cell: ({ failed_at }) => minuteForPeople(failed_at), whole: true },
  { title: 'IN', cell: ({ from }) => from },
  { title: 'CONTACT', cell: ({ contact_id }) => contact_id },
  { title: 'REASON', cell: ({ reason }) => reason },
];

/** Lists dead letters: grouped by reason, or, of one reason, each. */
export const listLetters = async (
  { reason, json }: { readonly reason?: string; readonly json?: true },
  stack: Stack,
  world: World,
): Promise<void> => {
  const progress = createProgress(world, 'letter');
  const found: Summary[] = [];
  const filter = reason === undefined ? {} : { reason };
  try {
    for await (const page of pickLetters(filter, stack, world, progress.reached)) {
      found.push(...page.map(summarise));
    }
  } finally {
    progress.end();
  }
  found.sort((a, b) => (a.failed_at < b.failed_at ? -1 : 1));
  if (json) return printJson({ letters: found }, world);
  if (reason === undefined) {
    const groups = Map.groupBy(found, each => `${each.from} ${reasonGroup(each.reason)}`).values();
    const rows = [...groups].map(letters => ({
      reason: reasonGroup(letters[0]?.reason ?? ''),
      from: letters[0]?.from ?? '',
      letters,
    }));
    await createTable(GROUPS, world).rows(rows.sort((a, b) => b.letters.length - a.letters.length));
  } else {
    await createTable(LETTERS, world).rows(found);
  }
  const hint =
    found.length === 0
      ? ''
      : reason === undefined
        ? '; --reason lists those of one reason'
        : '; crm dead-letters show ID shows one';
  note(
    `${counted(found.length, 'dead letter')}${hint}. While others read them too, some may be missing here.`,
    world,
  );
};

const summarise = (letter: Letter): Summary => ({
  id: letter.id,
  reason: letter.reason,
  from: letter.from,
  failed_at: letter.failed_at,
  contact_id: letter.contactId ?? null,
  replayable: reasonAgainstReplay(letter) === undefined,
});
