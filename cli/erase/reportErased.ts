import { counted } from '../show/numbers.ts';
import { plainLine } from '../show/plainText.ts';
import { printJson } from '../show/printJson.ts';
import { timeForPeople } from '../show/times.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';

/** What became of one contact. */
export interface ErasedContact {
  readonly id: string;
  readonly erased_at: string;
  readonly already: boolean;
  swept: number;
}

/** Tells what was erased. */
export const reportErased = async (
  answers: readonly ErasedContact[],
  { lettersErased, done }: { readonly lettersErased: number; readonly done: boolean },
  json: true | undefined,
  world: World,
): Promise<void> => {
  if (json) {
    const contacts = answers.map(({ id, already, erased_at, swept }) => ({
      contact_id: id,
      erased_at,
      already,
      rows_deleted: swept,
    }));
    return printJson({ contacts, dead_letters_deleted: lettersErased, done }, world);
  }
  for (const { id, already, erased_at, swept } of answers) {
    const when = `${timeForPeople(erased_at)} UTC`;
    const what = already ? `already erased on ${when}` : `erased as of ${when}`;
    write(world.stdout, `${plainLine(id)}: ${what}, ${counted(swept, 'row')} deleted\n`);
  }
  if (lettersErased > 0) write(world.stdout, `${counted(lettersErased, 'dead letter')} deleted\n`);
};
