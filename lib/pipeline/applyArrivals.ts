import { contactKey } from '../crm/keys.ts';
import type { Key, Row } from '../crm/row.ts';
import { keysToRead } from './planWrite.ts';
import { RefusedError } from './ports.ts';
import { type Arrival, type Trouble, troubleOf } from './readArrival.ts';
import { OutOfTime } from './settleAll.ts';
import { type WriteDependencies, type Written, writeContact } from './writeContact.ts';

export interface ArrivalDependencies extends WriteDependencies {
  /** When to stop trying, and to begin calls: epoch milliseconds. */
  readonly deadline: number;
}

/** What became of one contact's arrivals. */
export interface Outcome extends Written {
  readonly troubles: readonly Trouble[];
}

const NOTHING: Outcome = { written: 0, repeats: 0, dropped: 0, troubles: [] };

/** The rows that must be read before a contact's arrivals are applied. */
export const keysOf = (arrivals: readonly Arrival[]): readonly Key[] => {
  const changes = arrivals.map(({ change }) => change);
  return changes[0] === undefined ? [] : keysToRead(changes[0].says.id, changes);
};

/**
 * Applies one contact's arrivals. It never throws: what fails, fails alone.
 *
 * @param read rows that were read already, of this contact among others; undefined where they must be read
 */
export const applyArrivals = async (
  arrivals: readonly Arrival[],
  read: readonly Row[] | undefined,
  deps: ArrivalDependencies,
): Promise<Outcome> => {
  const [first, ...others] = arrivals.map(({ change }) => change);
  if (first === undefined) return NOTHING;
  try {
    if (deps.now() >= deps.deadline) throw new OutOfTime();
    const partition = contactKey(first.says.id);
    const rows =
      read?.filter(row => row.contact_id === partition) ??
      (await deps.table.read(keysOf(arrivals)));
    return { ...(await writeContact([first, ...others], rows, deps)), troubles: [] };
  } catch (error) {
    if (!(error instanceof RefusedError)) {
      const reason = error instanceof Error ? error.name : 'unknown';
      return { ...NOTHING, troubles: arrivals.map(arrival => troubleOf(arrival, reason)) };
    }
    if (others.length > 0) return applyOneByOne(arrivals, deps);
    const letter = { now: deps.now() };
    return {
      ...NOTHING,
      troubles: arrivals.map(arrival => troubleOf(arrival, error.message, letter)),
    };
  }
};

/** Together they can never be written: each alone shows which of them is to blame. */
const applyOneByOne = async (
  arrivals: readonly Arrival[],
  deps: ArrivalDependencies,
): Promise<Outcome> => {
  const outcomes: Outcome[] = [];
  for (const arrival of arrivals.toSorted((a, b) => (a.event.stamp < b.event.stamp ? -1 : 1))) {
    outcomes.push(await applyArrivals([arrival], undefined, deps));
  }
  return outcomes.reduce(addOutcomes, NOTHING);
};

export const addOutcomes = (a: Outcome, b: Outcome): Outcome => ({
  written: a.written + b.written,
  repeats: a.repeats + b.repeats,
  dropped: a.dropped + b.dropped,
  troubles: [...a.troubles, ...b.troubles],
});
