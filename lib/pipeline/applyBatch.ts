import { type Change, changeOfEvent } from '../crm/change.ts';
import { contactKey } from '../crm/keys.ts';
import type { Row } from '../crm/row.ts';
import { applyRules } from '../crm/rules.ts';
import { parseEvent, type WebhookEvent } from '../webhook/parseEvent.ts';
import { type DeadLetter, writeEventLetter, writeTextLetter } from './deadLetter.ts';
import { decodeEventMessage } from './eventMessage.ts';
import { type Queue, RefusedError } from './ports.ts';
import { keysToRead, type WriteDependencies, writeContact } from './writeContact.ts';

/** A message of the events queue. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
}

export interface ApplyDependencies extends WriteDependencies {
  readonly deadLetters: Queue;
  /** When to stop trying: epoch milliseconds. */
  readonly deadline: number;
}

/** What became of a batch; counts are of messages. */
export interface Applied {
  /** Messages that must come again. */
  readonly failed: readonly string[];
  /** Why, by the error's name: no text of it, for it may hold what was sent. */
  readonly errors: readonly string[];
  readonly written: number;
  readonly repeats: number;
  readonly dropped: number;
  readonly ignored: number;
  readonly deadLettered: number;
  readonly contacts: number;
  /** From the oldest event's date to now, in milliseconds; absent when nothing was written. */
  readonly delay?: number;
}

/** A message that was understood. */
interface Arrival {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly change: Change;
}

interface Outcome {
  readonly failed: readonly string[];
  readonly errors: readonly string[];
  readonly letters: readonly { readonly id: string; readonly body: string }[];
  readonly written: number;
  readonly repeats: number;
  readonly dropped: number;
}

/**
 * Applies a batch of messages to the table: folded per contact, each contact on its own. What can never work becomes a
 * dead letter; what may work later is named as failed, for the queue to deliver again.
 */
export const applyBatch = async (
  messages: readonly QueuedMessage[],
  deps: ApplyDependencies,
): Promise<Applied> => {
  const { config, now, deadLetters, deadline } = deps;
  const arrivals: Arrival[] = [];
  const letters: { id: string; body: string }[] = [];
  let ignored = 0;
  for (const { id, body } of messages) {
    const read = readMessage(body, now());
    if ('letter' in read) letters.push({ id, body: read.letter });
    else if (applyRules(read.event, config).ignore) ignored += 1;
    else arrivals.push({ id, event: read.event, change: changeOfEvent(read.event, config) });
  }
  const groups = [...Map.groupBy(arrivals, ({ event }) => contactKey(event.contact.id)).values()];
  const rows = await readRows(groups, deps);
  const outcomes = await Promise.all(groups.map(group => applyGroup(group, rows, deps)));
  letters.push(...outcomes.flatMap(outcome => outcome.letters));
  const sent = await sendLetters(letters, deadLetters, deadline);
  const delays = arrivals.map(({ event }) => now() - Date.parse(event.at));
  return {
    failed: [...outcomes.flatMap(({ failed }) => failed), ...sent.failed],
    errors: [...new Set([...outcomes.flatMap(({ errors }) => errors), ...sent.errors])],
    written: sum(outcomes.map(({ written }) => written)),
    repeats: sum(outcomes.map(({ repeats }) => repeats)),
    dropped: sum(outcomes.map(({ dropped }) => dropped)),
    ignored,
    deadLettered: letters.length - sent.failed.length,
    contacts: groups.length,
    ...(delays.length > 0 && { delay: Math.max(0, ...delays) }),
  };
};

const readMessage = (body: string, now: number): { event: WebhookEvent } | { letter: string } => {
  const letter = (reason: string, receivedAt?: string): DeadLetter => ({
    reason,
    from: 'consume',
    failed_at: new Date(now).toISOString(),
    ...(receivedAt !== undefined && { received_at: receivedAt }),
  });
  const message = decodeEventMessage(body);
  if (message === undefined)
    return { letter: writeTextLetter(letter('not a message of this bridge'), body) };
  const event = parseEvent(message.raw, message.received_at);
  if (!('problem' in event)) return { event };
  const reason = letter(event.problem, message.received_at);
  return {
    letter: isJson(message.raw)
      ? writeEventLetter(reason, message.raw)
      : writeTextLetter(reason, message.raw),
  };
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** One read for all contacts; where it fails, each contact reads for itself, so that one alone can fail. */
const readRows = async (
  groups: readonly (readonly Arrival[])[],
  { table }: ApplyDependencies,
): Promise<readonly Row[] | undefined> => {
  const keys = groups.flatMap(group => keysOf(group));
  try {
    return keys.length === 0 ? [] : await table.read(keys);
  } catch {
    return undefined;
  }
};

const keysOf = (group: readonly Arrival[]): ReturnType<typeof keysToRead> => {
  const changes = group.map(({ change }) => change);
  return changes[0] === undefined ? [] : keysToRead(changes[0].says.id, changes);
};

const applyGroup = async (
  group: readonly Arrival[],
  read: readonly Row[] | undefined,
  deps: ApplyDependencies,
): Promise<Outcome> => {
  const [first, ...others] = group.map(({ change }) => change);
  const nothing = { failed: [], errors: [], letters: [], written: 0, repeats: 0, dropped: 0 };
  if (first === undefined) return nothing;
  try {
    if (deps.now() >= deps.deadline) throw new Error('no time left');
    const partition = contactKey(first.says.id);
    const rows =
      read?.filter(row => row.contact_id === partition) ?? (await deps.table.read(keysOf(group)));
    return { ...nothing, ...(await writeContact([first, ...others], rows, deps)) };
  } catch (error) {
    if (!(error instanceof RefusedError)) {
      return { ...nothing, failed: group.map(({ id }) => id), errors: [nameOf(error)] };
    }
    return others.length === 0
      ? { ...nothing, letters: group.map(arrival => toLetter(arrival, error, deps)) }
      : oneByOne(group, deps);
  }
};

/** Together they cannot be written for ever: each alone shows which of them is to blame. */
const oneByOne = async (group: readonly Arrival[], deps: ApplyDependencies): Promise<Outcome> => {
  const outcomes: Outcome[] = [];
  for (const arrival of group.toSorted((a, b) => (a.event.stamp < b.event.stamp ? -1 : 1))) {
    outcomes.push(await applyGroup([arrival], undefined, deps));
  }
  return {
    failed: outcomes.flatMap(({ failed }) => failed),
    errors: outcomes.flatMap(({ errors }) => errors),
    letters: outcomes.flatMap(({ letters }) => letters),
    written: sum(outcomes.map(({ written }) => written)),
    repeats: sum(outcomes.map(({ repeats }) => repeats)),
    dropped: sum(outcomes.map(({ dropped }) => dropped)),
  };
};

const toLetter = (
  { id, event }: Arrival,
  { message }: RefusedError,
  { now }: ApplyDependencies,
): { id: string; body: string } => ({
  id,
  body: writeEventLetter(
    {
      reason: message,
      from: 'consume',
      failed_at: new Date(now()).toISOString(),
      received_at: event.received_at,
    },
    event.raw,
  ),
});

const sendLetters = async (
  letters: readonly { readonly id: string; readonly body: string }[],
  deadLetters: Queue,
  deadline: number,
): Promise<Pick<Outcome, 'failed' | 'errors'>> => {
  try {
    await deadLetters.send(
      letters.map(({ body }) => body),
      deadline,
    );
    return { failed: [], errors: [] };
  } catch (error) {
    return { failed: letters.map(({ id }) => id), errors: [nameOf(error)] };
  }
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, each) => total + each, 0);
