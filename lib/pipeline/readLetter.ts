import { contactWithin } from '../webhook/contact.ts';
import { isObject, type Json, own, parseJson } from '../webhook/parseJson.ts';
import { splitBody } from '../webhook/splitBody.ts';
import { textOf } from '../webhook/text.ts';
import type { ReceivedLetter } from './deadLetterQueue.ts';
import { decodeEventMessage } from './eventMessage.ts';

/** SQS moves a message of its own accord, without a word: the reason it gets here. */
export const RETRIES_EXHAUSTED = 'retries exhausted';

/** Stands last in a letter; within a text its quotes would be escaped. */
const EVENT = ',"event":';

/** A dead letter, whoever wrote it. */
export interface Letter {
  readonly id: string;
  readonly reason: string;
  /** Where it failed. */
  readonly from: 'receive' | 'consume' | 'unknown';
  /** ISO 8601; for what SQS moved, when it was first sent. */
  readonly failed_at: string;
  /** ISO 8601. */
  readonly received_at: string;
  /** The element's place in the body that was posted. */
  readonly index?: number;
  /** The element's JSON text, where it is JSON. */
  readonly event?: string;
  /** What came, where it is no JSON, or more than a letter holds. */
  readonly text?: string;
  /** The text is only the beginning of `length` bytes: it can't be replayed. */
  readonly cut?: true;
  readonly length?: number;
  /** Whom it is about, where that can be told. */
  readonly contactId?: string;
}

/** Reads a message of the dead-letter queue: a letter of the bridge, an event that SQS moved, or something else. */
export const readLetter = ({ id, body, sentAt }: ReceivedLetter): Letter => {
  const sent = new Date(sentAt).toISOString();
  const moved = decodeEventMessage(body);
  if (moved !== undefined) {
    const { received_at, raw } = moved;
    const base = {
      id,
      reason: RETRIES_EXHAUSTED,
      from: 'consume' as const,
      failed_at: sent,
      received_at,
    };
    return { ...base, event: raw, ...whoseEvent(raw) };
  }
  // The event stays text: it may be what cannot be parsed.
  const start = body.indexOf(EVENT);
  const letter = parseOrUndefined(start < 0 ? body : `${body.slice(0, start)}}`);
  const reason = textOf(own(letter, 'reason'));
  const from = own(letter, 'from');
  if (!isObject(letter) || reason === undefined || (from !== 'receive' && from !== 'consume')) {
    return {
      id,
      reason: 'not a letter of this bridge',
      from: 'unknown',
      failed_at: sent,
      received_at: sent,
      text: body,
    };
  }
  const failed_at = textOf(own(letter, 'failed_at')) ?? sent;
  const index = own(letter, 'index');
  const length = own(letter, 'length');
  return {
    id,
    reason,
    from,
    failed_at,
    received_at: textOf(own(letter, 'received_at')) ?? failed_at,
    ...(typeof index === 'number' && { index }),
    ...contentOf(letter, body),
    ...(own(letter, 'cut') === true && { cut: true as const }),
    ...(typeof length === 'number' && { length }),
  };
};

/** The element stands in the letter as it came, so it is taken from the letter's text and not from what was parsed. */
const contentOf = (letter: Json, body: string): Pick<Letter, 'event' | 'text' | 'contactId'> => {
  const text = own(letter, 'text');
  if (typeof text === 'string') return { text };
  const start = body.indexOf(EVENT);
  const split = start < 0 ? undefined : splitBody(`[${body.slice(start + EVENT.length, -1)}]`);
  const event = split?.ok === true ? split.elements[0] : undefined;
  return event === undefined ? { text: body } : { event, ...whoseEvent(event) };
};

const whoseEvent = (event: string): { contactId?: string } => {
  const contactId = textOf(own(contactWithin(parseOrUndefined(event)), 'id'));
  return contactId === undefined ? {} : { contactId };
};

const parseOrUndefined = (text: string): Json | undefined => {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
};
