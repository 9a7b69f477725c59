import { parseEvent } from '../webhook/parseEvent.ts';
import { splitBody } from '../webhook/splitBody.ts';
import { writeEventLetter, writeTextLetter } from './deadLetter.ts';
import { encodeEventMessage } from './eventMessage.ts';
import { forSqs } from './forSqs.ts';
import { MESSAGE_BYTES, type Queue } from './ports.ts';

/** Room for what a message or a dead letter says besides the element. */
const ENVELOPE_BYTES = 1024;

export interface ReceiveDependencies {
  readonly events: Queue;
  readonly deadLetters: Queue;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** When to stop trying: epoch milliseconds. */
  readonly deadline: number;
}

export interface Rejection {
  readonly index: number;
  readonly reason: string;
}

/** What became of a body, all of it durable: events queued, the rest dead-lettered. */
export type Received =
  | {
      readonly status: 200 | 413;
      readonly accepted: number;
      readonly rejected: readonly Rejection[];
    }
  | { readonly status: 400; readonly reason: string };

const TOO_LARGE = 'too large: an event may have 1 MB';

/**
 * Takes a webhook's body in: each element that is an event goes to the events queue, each that is not to the dead
 * letters, with the reason.
 *
 * @param body the decoded body
 * @throws when something could not be made durable: the sender should repeat
 */
export const receiveBody = async (body: string, deps: ReceiveDependencies): Promise<Received> => {
  const received_at = new Date(deps.now()).toISOString();
  const split = splitBody(body);
  const letter = (reason: string, index?: number) => ({
    reason,
    from: 'receive' as const,
    failed_at: received_at,
    received_at,
    ...(index !== undefined && { index }),
  });
  if (!split.ok) {
    if (body.trim() !== '') {
      await deps.deadLetters.send([writeTextLetter(letter(split.reason), body)], deps.deadline);
    }
    return { status: 400, reason: split.reason };
  }

  const messages: string[] = [];
  const letters: string[] = [];
  const rejected: Rejection[] = [];
  for (const [index, raw] of split.elements.map(forSqs).entries()) {
    const reason = reasonAgainst(raw, received_at);
    if (reason === undefined) {
      messages.push(encodeEventMessage({ received_at, raw }));
    } else {
      rejected.push({ index, reason });
      letters.push(writeEventLetter(letter(reason, index), raw));
    }
  }
  const sent = await Promise.allSettled([
    deps.events.send(messages, deps.deadline),
    deps.deadLetters.send(letters, deps.deadline),
  ]);
  for (const each of sent) if (each.status === 'rejected') throw each.reason;
  const nothingElse =
    messages.length === 0 &&
    rejected.length > 0 &&
    rejected.every(({ reason }) => reason === TOO_LARGE);
  return { status: nothingElse ? 413 : 200, accepted: messages.length, rejected };
};

/** Why the door lays an element aside; undefined when it takes it. */
export const reasonAgainst = (raw: string, receivedAt: string): string | undefined => {
  if (Buffer.byteLength(raw) > MESSAGE_BYTES - ENVELOPE_BYTES) return TOO_LARGE;
  const event = parseEvent(raw, receivedAt);
  return 'problem' in event ? event.problem : undefined;
};
