import { createHash } from 'node:crypto';
import { type Change, changeOfEvent } from '../crm/change.ts';
import type { CrmConfig } from '../crm/config.ts';
import { applyRules } from '../crm/rules.ts';
import { parseEvent, type WebhookEvent } from '../webhook/parseEvent.ts';
import { type DeadLetter, writeEventLetter, writeTextLetter } from './deadLetter.ts';
import { decodeEventMessage, type EventMessage } from './eventMessage.ts';

/** A message of the events queue. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
}

/** A message that was understood. */
export interface Arrival {
  readonly messageId: string;
  readonly event: WebhookEvent;
  readonly change: Change;
}

/** A message that was not written: with a letter where it can never be, else to come again. What it holds may be logged. */
export interface Trouble {
  readonly message_id: string;
  readonly event_id?: string;
  /** A hash of the contact's id: the id itself is a person's. */
  readonly contact?: string;
  /** A reason of ours, or an error's name: neither quotes anything of what was sent. */
  readonly reason: string;
  readonly letter?: string;
}

/** Reads a message: an event to write, one that the rules ignore, or trouble. */
export const readArrival = (
  { id, body }: QueuedMessage,
  config: CrmConfig,
  now: number,
): Arrival | 'ignored' | Trouble => {
  const message = decodeEventMessage(body);
  if (message === undefined) {
    const reason = 'not a message of this bridge';
    return { message_id: id, reason, letter: writeTextLetter(letterOf(reason, now), body) };
  }
  const event = parseEvent(message.raw, message.received_at);
  if ('problem' in event)
    return { message_id: id, reason: event.problem, letter: letterTo(message, event.problem, now) };
  if (applyRules(event, config).ignore) return 'ignored';
  return { messageId: id, event, change: changeOfEvent(event, config) };
};

/** The trouble with an event that was understood; `letter` when it can never be written. */
export const troubleOf = (
  { messageId, event }: Arrival,
  reason: string,
  letter?: { readonly now: number },
): Trouble => ({
  message_id: messageId,
  event_id: event.id,
  contact: createHash('sha256').update(event.contact.id).digest('hex').slice(0, 12),
  reason,
  ...(letter && { letter: letterTo(event, reason, letter.now) }),
});

const letterOf = (reason: string, now: number, received_at?: string): DeadLetter => ({
  reason,
  from: 'consume',
  failed_at: new Date(now).toISOString(),
  ...(received_at !== undefined && { received_at }),
});

const letterTo = ({ raw, received_at }: EventMessage, reason: string, now: number): string => {
  const letter = letterOf(reason, now, received_at);
  return isJson(raw) ? writeEventLetter(letter, raw) : writeTextLetter(letter, raw);
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
