import { idOfMessage } from './messageId.ts';
import { layersOf } from './messageLayers.ts';
import { mediaOf } from './messageMedia.ts';
import { operatorOf } from './messageOperator.ts';
import { textOfMessage } from './messageText.ts';
import { typeOf } from './messageType.ts';
import { type Json, own } from './parseJson.ts';
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

/**
 * Reads the message of an `incoming_message` or `outgoing_message` from the event's `info`.
 *
 * @returns undefined when `info` holds none: such an event is a flow that someone gave this name
 */
export const readMessage = (
  info: Json | undefined,
  direction: Message['direction'],
): Message | undefined => {
  const layers = layersOf(info);
  const innermost = layers.at(-1);
  if (innermost === undefined) return undefined;
  const message = layers.findLast(layer => typeOf(layer) !== 'unknown') ?? innermost;
  const kind = typeOf(message);
  const text = textOfMessage(message, kind);
  const media = mediaOf(message, kind);
  const type = kind === 'unknown' && text !== undefined ? 'text' : kind;
  return {
    direction: layers.some(isEcho) ? 'outgoing' : direction,
    type,
    ...optional('text', text),
    ...optional('media', media),
    ...optional('id', idOfMessage(layers)),
    ...optional('operator', operatorOf([...layers.slice(0, 1), info, ...layers.slice(1)])),
    ...optional('from', layers.map(layer => textOf(own(layer, 'from'))).findLast(isText)),
  };
};

/** An echo of what the bot or its operator sent: Messenger's and Instagram's `is_echo`, VK's `out`. */
const isEcho = (layer: Json): boolean =>
  own(layer, 'is_echo') === true || own(layer, 'is_echo') === 1 || own(layer, 'out') === 1;

const isText = (text: string | undefined): boolean => text !== undefined;

const optional = (key: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [key]: value };
