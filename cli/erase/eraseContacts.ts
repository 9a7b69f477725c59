import { contactFromRow } from '../../lib/crm/contactRow.ts';
import { eraseContact, sweepAgain } from '../../lib/pipeline/eraseContact.ts';
import { countLetters, eraseLetters } from '../../lib/pipeline/eraseLetters.ts';
import type { Stack } from '../connect/withStack.ts';
import { noteHidden } from '../deadLetters/pickLetters.ts';
import { Problem } from '../problem.ts';
import { confirm } from '../read/confirm.ts';
import { note } from '../show/note.ts';
import { counted, ordinal } from '../show/numbers.ts';
import { plainLine } from '../show/plainText.ts';
import { printJson } from '../show/printJson.ts';
import { timeForPeople } from '../show/times.ts';
import type { World } from '../world.ts';
import { countDown } from './countDown.ts';
import { countRows, type RowCounts } from './countRows.ts';
import { type ErasedContact, reportErased } from './reportErased.ts';

export interface EraseRequest {
  readonly ids: readonly string[];
  readonly yes?: true;
  /** Leaves the second sweep to another run. */
  readonly wait: boolean;
  readonly json?: true;
  /** How long a consumer that had read before may still write, and a minute: seconds. */
  readonly graceSeconds: number;
}

interface Plan {
  readonly id: string;
  readonly rows: RowCounts;
  readonly letters: number;
}

/**
 * Erases contacts: shows what will go, asks, makes tombstones and sweeps, twice. Interrupted anywhere, the same line run
 * again finishes it.
 */
export const eraseContacts = async (
  request: EraseRequest,
  stack: Stack,
  world: World,
): Promise<void> => {
  const { ids, yes, json, graceSeconds } = request;
  const letters = await countLetters(ids, stack.letters, hidden => noteHidden(hidden, world));
  const plans: Plan[] = [];
  for (const id of ids)
    plans.push({ id, rows: await countRows(id, stack.table), letters: letters.get(id) ?? 0 });
  const unknown = plans.findIndex(plan => !isKnown(plan));
  if (unknown >= 0) {
    throw new Problem(
      `nothing is known of the ${ordinal(unknown)} contact: check its id (crm contacts finds it)`,
    );
  }
  for (const plan of plans) note(planForPeople(plan), world);
  if (!(await confirm('Erase this for good?', yes, world))) {
    note('Nothing was erased.', world);
    if (json) await printJson({ contacts: [], dead_letters_deleted: 0, done: false }, world);
    return;
  }

  const answers: ErasedContact[] = [];
  try {
    for (const { id } of plans) answers.push({ id, ...(await eraseContact(id, stack)) });
    let lettersErased = await eraseLetters(ids, stack.letters);
    const done = await consumersAreDone(answers, request, world);
    if (done) {
      for (const answer of answers) answer.swept += await sweepAgain(answer.id, stack);
      lettersErased += await eraseLetters(ids, stack.letters);
    }
    await reportErased(answers, { lettersErased, done }, json, world);
    if (!done) noteLeft(secondsLeft(answers, graceSeconds, world), world);
  } catch (error) {
    note(
      `Interrupted after ${counted(answers.length, 'contact')} of ${ids.length}: run the same line again, which finishes it.`,
      world,
    );
    throw error;
  }
  world.stop.throwIfAborted();
};

/** An erasure that was finished long ago, or interrupted then, has no consumer left to wait for. */
const consumersAreDone = (
  answers: readonly ErasedContact[],
  { wait, graceSeconds }: EraseRequest,
  world: World,
): Promise<boolean> | boolean => {
  const left = secondsLeft(answers, graceSeconds, world);
  return left <= 0 || (wait && countDown(left, world));
};

/** Until no consumer can be at work any more that had read before the last of the tombstones. */
const secondsLeft = (
  answers: readonly ErasedContact[],
  graceSeconds: number,
  { now }: World,
): number => {
  const last = answers.map(({ erased_at }) => erased_at).reduce((a, b) => (a > b ? a : b), '');
  return Math.min(Math.ceil((Date.parse(last) - now()) / 1000) + graceSeconds, graceSeconds);
};

const noteLeft = (seconds: number, world: World): void =>
  note(
    `Left to do: what was being written meanwhile. Run the same line again after ${counted(seconds, 'second')}; until then nothing old comes back, for the tombstone drops it.`,
    world,
  );

const isKnown = ({ rows, letters }: Plan): boolean =>
  rows.contact !== undefined || rows.events + rows.webhooks + rows.lookups + letters > 0;

const planForPeople = ({ id, rows, letters }: Plan): string => {
  const { contact, events, webhooks, lookups } = rows;
  const name = typeof contact?.name === 'string' ? ` (${contact.name})` : '';
  const what = [
    counted(events, 'event'),
    counted(webhooks, 'webhook'),
    counted(lookups, 'lookup'),
    counted(letters, 'dead letter'),
  ].join(', ');
  const before = typeof contact?.erased_at === 'string' ? erasedBefore(contact) : '';
  return plainLine(`${id}${name}: ${what}${before}`);
};

const erasedBefore = (contact: NonNullable<RowCounts['contact']>): string => {
  const when = `${timeForPeople(String(contact.erased_at))} UTC`;
  return contactFromRow(contact).registers.has('bot')
    ? `; erased on ${when}, and came back since: that goes too`
    : `; already erased on ${when}: what was left is swept`;
};
