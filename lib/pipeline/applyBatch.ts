import { contactKey } from '../crm/keys.ts';
import type { Row } from '../crm/row.ts';
import { type ArrivalDependencies, addOutcomes, applyArrivals, keysOf } from './applyArrivals.ts';
import { type ArrivalCounts, countArrivals } from './countArrivals.ts';
import type { Queue } from './ports.ts';
import { type Arrival, type QueuedMessage, readArrival, type Trouble } from './readArrival.ts';

export interface ApplyDependencies extends ArrivalDependencies {
  readonly deadLetters: Queue;
}

/** What became of a batch; counts are of messages. */
export interface Applied extends ArrivalCounts {
  /** Messages that must come again. */
  readonly failed: readonly string[];
  /** Why each of these failed, and each dead letter was written. */
  readonly troubles: readonly Omit<Trouble, 'letter'>[];
  readonly written: number;
  /** Repeats of the newest event of their title. */
  readonly repeats: number;
  /** Events older than their contact's erasure. */
  readonly dropped: number;
  /** Events that a rule ignores. */
  readonly ignored: number;
  readonly deadLettered: number;
  readonly contacts: number;
  /** From the oldest event's date to now, in milliseconds; absent where there was no event. */
  readonly delay?: number;
}

/**
 * Applies a batch of messages to the table: folded per contact, each contact on its own. What can never work becomes a
 * dead letter; what may work later is named as failed, for the queue to deliver again.
 */
export const applyBatch = async (
  messages: readonly QueuedMessage[],
  deps: ApplyDependencies,
): Promise<Applied> => {
  const { config, now } = deps;
  const read = messages.map(message => readArrival(message, config, now()));
  const arrivals = read.filter(
    (each): each is Arrival => typeof each === 'object' && 'event' in each,
  );
  const unreadable = read.filter(
    (each): each is Trouble => typeof each === 'object' && 'letter' in each,
  );
  const groups = [...Map.groupBy(arrivals, ({ event }) => contactKey(event.contact.id)).values()];
  const rows = await readRows(groups, deps);
  const outcomes = await Promise.all(groups.map(group => applyArrivals(group, rows, deps)));
  const { troubles, ...counts } = outcomes.reduce(addOutcomes, {
    written: 0,
    repeats: 0,
    dropped: 0,
    troubles: unreadable,
  });
  const settled = await sendLetters(troubles, deps);
  const delays = arrivals.map(({ event }) => now() - Date.parse(event.at));
  return {
    ...counts,
    ...settled,
    ignored: read.filter(each => each === 'ignored').length,
    contacts: groups.length,
    ...countArrivals(arrivals.map(({ event }) => event)),
    ...(delays.length > 0 && { delay: Math.max(0, ...delays) }),
  };
};

/** One read for all contacts; where it fails, each contact reads for itself, so that one alone can fail. */
const readRows = async (
  groups: readonly (readonly Arrival[])[],
  { table }: ApplyDependencies,
): Promise<readonly Row[] | undefined> => {
  const keys = groups.flatMap(keysOf);
  try {
    return keys.length === 0 ? [] : await table.read(keys);
  } catch {
    return undefined;
  }
};

/** Sends the letters; when they are not durable, their messages must come again. */
const sendLetters = async (
  troubles: readonly Trouble[],
  { deadLetters, deadline }: ApplyDependencies,
): Promise<Pick<Applied, 'failed' | 'troubles' | 'deadLettered'>> => {
  const letters = troubles.flatMap(({ letter }) => letter ?? []);
  const failed = troubles
    .filter(({ letter }) => letter === undefined)
    .map(({ message_id }) => message_id);
  const told = troubles.map(({ letter, ...trouble }) => trouble);
  try {
    await deadLetters.send(letters, deadline);
    return { failed, troubles: told, deadLettered: letters.length };
  } catch {
    return {
      failed: troubles.map(({ message_id }) => message_id),
      troubles: told,
      deadLettered: 0,
    };
  }
};
