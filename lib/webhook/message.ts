import { mediaOf } from './messageMedia.ts';
import { textOfMessage } from './messageText.ts';
import { typeOf } from './messageType.ts';
import { isObject, type Json, own } from './parseJson.ts';
import { firstText, textOf } from './text.ts';

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
  if (!isObject(outer) && (typeof outer !== 'string' || outer.trim() === '')) return undefined;
  const channel = own(outer, 'channel_data');
  const wrapped = own(channel, 'message');
  const inner = own(wrapped, 'message');
  // An outgoing message may wrap the messenger's object once more.
  const message = (isObject(inner) || typeof inner === 'string' ? inner : wrapped) ?? outer;
  const type = typeOf(message);
  const id = firstText(
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

const operatorOf = (places: readonly (Json | undefined)[]): string | undefined => {
  const operator = places.map(place => own(place, 'sent_by')).find(isObject);
  const name = [own(operator, 'first_name'), own(operator, 'last_name')]
    .map(textOf)
    .filter(part => part !== undefined)
    .join(' ');
  return name === '' ? firstText(own(operator, 'name'), own(operator, 'email')) : name;
};
