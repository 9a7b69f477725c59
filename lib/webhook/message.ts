import { isObject, type Json, own } from './parseJson.ts';
import { textOf } from './text.ts';

/** A message of any channel, reduced to what a person wants to read. */
export interface Message {
  readonly direction: 'incoming' | 'outgoing';
  /** The messenger's own word: `text`, `image`, `photo`, `voice`, `location`, `postback`, …; `unknown` where it has none. */
  readonly type: string;
  readonly text?: string;
  /** Where the media is: its URL, else the messenger's id of the file. */
  readonly media?: string;
  /** The message's own id. */
  readonly id?: string;
  /** The operator who wrote it: a name, else an address. */
  readonly operator?: string;
  /** The sender's number, as WhatsApp gives it. */
  readonly from?: string;
}

/** Kinds of content, each under the key of its name: WhatsApp's and Telegram's message objects. */
const CONTENT = [
  'image',
  'photo',
  'video',
  'video_note',
  'animation',
  'document',
  'audio',
  'voice',
  'sticker',
  'location',
  'venue',
  'contacts',
  'contact',
  'button',
  'interactive',
  'reaction',
  'poll',
  'order',
  'referral',
] as const;

/**
 * Reads the message of an `incoming_message` or `outgoing_message` from the event's `info`.
 *
 * @returns undefined when `info` holds none: such an event is a flow that someone gave this name
 */
export const readMessage = (
  info: Json | undefined,
  direction: Message['direction'],
): Message | undefined => {
  const outer = own(info, 'message');
  if (!isObject(outer)) return undefined;
  const channel = own(outer, 'channel_data');
  const wrapped = own(channel, 'message');
  const inner = own(wrapped, 'message');
  // An outgoing message may wrap the messenger's object once more.
  const message = (isObject(inner) || typeof inner === 'string' ? inner : wrapped) ?? outer;
  const type = typeOf(message);
  const id = first(
    own(channel, 'message_id'),
    ...[wrapped, message].flatMap(each => [
      own(each, 'id'),
      own(each, 'mid'),
      own(each, 'message_id'),
    ]),
    own(outer, 'id'),
  );
  return {
    direction: own(message, 'is_echo') === true ? 'outgoing' : direction,
    type,
    ...optional('text', textOfMessage(message, type)),
    ...optional('media', mediaOf(message, type)),
    ...optional('id', id),
    ...optional('operator', operatorOf([outer, info, channel, wrapped])),
    ...optional('from', textOf(own(message, 'from'))),
  };
};

const optional = (key: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [key]: value };

const first = (...values: readonly (Json | undefined)[]): string | undefined =>
  values.map(textOf).find(text => text !== undefined);

const filled = (message: Json, key: string): boolean => {
  const value = own(message, key);
  return value !== undefined && value !== null;
};

const typeOf = (message: Json): string => {
  if (typeof message === 'string') return 'text';
  const named = textOf(own(message, 'type'));
  if (named !== undefined) return named;
  const attachment = textOf(own(firstOf(own(message, 'attachments')), 'type'));
  if (attachment !== undefined) return attachment;
  const content = CONTENT.find(key => filled(message, key));
  if (content !== undefined && !(content === 'referral' && filled(message, 'text'))) return content;
  if (filled(message, 'postback') || filled(message, 'payload')) return 'postback';
  return filled(message, 'text') ? 'text' : 'unknown';
};

const textOfMessage = (message: Json, type: string): string | undefined => {
  if (typeof message === 'string') return textOf(message);
  const text = own(message, 'text');
  const content = own(message, type);
  const reply = own(content, 'button_reply') ?? own(content, 'list_reply');
  const postback = own(message, 'postback');
  const payload = own(firstOf(own(message, 'attachments')), 'payload');
  return (
    first(
      text,
      own(text, 'body'),
      own(text, 'text'),
      own(message, 'caption'),
      own(content, 'caption'),
      own(content, 'text'),
      own(content, 'body'),
      own(reply, 'title'),
      own(content, 'emoji'),
      own(message, 'title'),
      own(postback, 'title'),
      own(message, 'payload'),
      own(postback, 'payload'),
    ) ??
    placeOf(own(message, 'location') ?? own(payload, 'coordinates') ?? content) ??
    personOf(own(message, 'contact') ?? firstOf(own(message, 'contacts')))
  );
};

/** WhatsApp and Telegram write the words out, Messenger does not. */
const placeOf = (place: Json | undefined): string | undefined => {
  const latitude = first(own(place, 'latitude'), own(place, 'lat'));
  const longitude = first(own(place, 'longitude'), own(place, 'long'));
  return latitude && longitude ? `${latitude}, ${longitude}` : undefined;
};

/** A shared contact card: Telegram's `contact`, WhatsApp's `contacts`. */
const personOf = (person: Json | undefined): string | undefined => {
  const name = own(person, 'name');
  const parts = [
    first(own(name, 'formatted_name'), own(name, 'first_name'), own(person, 'first_name')),
    first(own(person, 'phone_number'), own(firstOf(own(person, 'phones')), 'phone')),
  ].filter(part => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : undefined;
};

const mediaOf = (message: Json, type: string): string | undefined => {
  const attachment = firstOf(own(message, 'attachments'));
  const content = own(message, type);
  // Telegram lists a photo's sizes, the largest last.
  const file = Array.isArray(content) ? content.at(-1) : content;
  const places = [own(attachment, 'payload'), attachment, file];
  return first(
    ...places.map(place => own(place, 'url')),
    ...places.map(place => own(place, 'link')),
    ...places.map(place => own(place, 'file_id')),
    CONTENT.some(key => key === type) && !['contact', 'contacts'].includes(type)
      ? own(file, 'id')
      : undefined,
  );
};

const operatorOf = (places: readonly (Json | undefined)[]): string | undefined => {
  const operator = places.map(place => own(place, 'sent_by')).find(isObject);
  const name = [own(operator, 'first_name'), own(operator, 'last_name')]
    .map(textOf)
    .filter(part => part !== undefined)
    .join(' ');
  return name === '' ? first(own(operator, 'name'), own(operator, 'email')) : name;
};

const firstOf = (list: Json | undefined): Json | undefined =>
  Array.isArray(list) ? list[0] : undefined;
