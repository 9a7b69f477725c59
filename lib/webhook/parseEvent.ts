import { type ContactSnapshot, contactWithin, readContact } from './contact.ts';
import { eventTime } from './eventTime.ts';
import { contentDigest, eventId } from './identity.ts';
import { jsonWithin } from './jsonWithin.ts';
import { type Message, readMessage } from './message.ts';
import { isObject, type Json, own, parseJson } from './parseJson.ts';
import { senderPhone } from './senderPhone.ts';
import { makeStamp, type Stamp } from './stamp.ts';
import { textOf } from './text.ts';
import { withoutContact } from './withoutContact.ts';

/** SendPulse's system events, by title; anything else is a webhook that someone placed in a flow and named. */
export const SYSTEM_EVENTS = [
  'new_subscriber',
  'incoming_message',
  'outgoing_message',
  'open_chat',
  'run_custom_flow',
  'link_click',
  'unsubscribe',
  'bot_block',
] as const;

export type EventKind = (typeof SYSTEM_EVENTS)[number] | 'flow';

export interface Bot {
  /** Empty where the event names none. */
  readonly id: string;
  readonly name?: string;
  readonly url?: string;
  readonly external_id?: string;
}

/** An event as it was meant, whatever dialect it came in. */
export interface WebhookEvent {
  readonly id: string;
  /** When it happened: ISO 8601 UTC with milliseconds. */
  readonly at: string;
  readonly received_at: string;
  readonly stamp: Stamp;
  readonly digest: string;
  /** As sent; empty where there is none. */
  readonly title: string;
  readonly service: string;
  readonly kind: EventKind;
  readonly bot: Bot;
  readonly contact: ContactSnapshot;
  readonly message?: Message;
  /** The JSON text that was received. */
  readonly raw: string;
}

/** Why an element can't become an event. It quotes nothing of what was sent. */
export interface Problem {
  readonly problem: string;
}

/**
 * Parses one element of a webhook's body. Tolerant: only a JSON object with a `contact.id` is required; unknown kinds,
 * services and keys are kept. The same text and time always give the same event.
 *
 * @param raw the element's JSON text, as received
 * @param receivedAt ISO 8601; set once, at the door
 */
export const parseEvent = (raw: string, receivedAt: string): WebhookEvent | Problem => {
  try {
    return readEvent(parseJson(raw), raw, receivedAt);
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'not valid JSON' };
    if (error instanceof RangeError) return { problem: 'nested too deeply' };
    throw error;
  }
};

const readEvent = (element: Json, raw: string, receivedAt: string): WebhookEvent | Problem => {
  if (!isObject(element)) return { problem: 'not an object' };
  const snapshot = contactWithin(element);
  if (snapshot === undefined) return { problem: withoutContact(element) };
  const contact = readContact(snapshot);
  if (contact === undefined) return { problem: 'contact.id is missing or blank' };

  const title =
    typeof element.title === 'string'
      ? element.title.toWellFormed()
      : (textOf(own(element, 'title')) ?? '');
  const info = readInfo(own(element, 'info'));
  const { kind, message } = readKind(title, info);
  const service = textOf(own(element, 'service')) ?? 'unknown';
  const bot = readBot(own(element, 'bot'));
  const at = new Date(eventTime(own(element, 'date'), Date.parse(receivedAt))).toISOString();
  const id = eventId({
    service,
    botId: bot.id,
    contactId: contact.id,
    title,
    at,
    messageId: message?.id,
    info,
  });
  const digest = contentDigest(element);
  return {
    id,
    at,
    received_at: receivedAt,
    stamp: makeStamp(at, id, digest),
    digest,
    title,
    service,
    kind,
    bot,
    contact: contact.phone === undefined ? withSender(contact, service, message) : contact,
    ...(message && { message }),
    raw,
  };
};

/** `info` is documented as a string: it may be the JSON of what it should be. */
const readInfo = (info: Json | undefined): Json =>
  (typeof info === 'string' && info.trimStart().startsWith('{') ? jsonWithin(info) : info) ?? null;

const readKind = (title: string, info: Json): { kind: EventKind; message?: Message } => {
  const kind = SYSTEM_EVENTS.find(name => name === title) ?? 'flow';
  if (kind !== 'incoming_message' && kind !== 'outgoing_message') return { kind };
  const message = readMessage(info, kind === 'incoming_message' ? 'incoming' : 'outgoing');
  return message === undefined ? { kind: 'flow' } : { kind, message };
};

const readBot = (bot: Json | undefined): Bot => {
  const given = jsonWithin(bot);
  const alone = typeof given === 'boolean' ? undefined : textOf(given);
  const texts = ['name', 'url', 'external_id'].map(key => textOf(own(given, key)));
  const [name, url, externalId] = texts;
  return {
    id: textOf(own(given, 'id')) ?? alone ?? '',
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(externalId !== undefined && { external_id: externalId }),
  };
};

/** WhatsApp's official sample has no phone in the contact, but the sender's number in the message. */
const withSender = (
  contact: ContactSnapshot,
  service: string,
  message: Message | undefined,
): ContactSnapshot => {
  if (!/^whatsapp/i.test(service) || message?.direction !== 'incoming') return contact;
  const phone = message.from === undefined ? undefined : senderPhone(message.from);
  return phone === undefined ? contact : { ...contact, phone };
};
