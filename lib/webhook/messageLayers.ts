import { jsonWithin } from './jsonWithin.ts';
import { isObject, type Json, own } from './parseJson.ts';
import { spoken } from './spoken.ts';

/**
 * Under these the messenger's own object is wrapped: by SendPulse, by the messengers' updates, and once more in what goes
 * out. The first that holds an object is looked into.
 */
const WRAPPINGS = [
  'channel_data',
  'message',
  'messages',
  'object',
  'content',
  'callback_query',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_message',
  'edited_business_message',
  'message_reaction',
] as const;

/** SendPulse's wrapping, the messenger's update, its message, and that once more. */
const MOST_LAYERS = 6;

/**
 * A message's objects from SendPulse's own down to the innermost: which of them says something is not the same in
 * every channel.
 *
 * @returns none where `info` holds no message
 */
export const layersOf = (info: Json | undefined): readonly Json[] => {
  const given = own(jsonWithin(info), 'message');
  // Text is what someone wrote, also where it looks like JSON.
  const outer = typeof given === 'string' ? given : jsonWithin(given);
  if (!isObject(outer)) return typeof outer === 'string' && outer.trim() !== '' ? [outer] : [];
  const layers: Json[] = [outer];
  for (let next = within(outer); next && layers.length < MOST_LAYERS; next = within(next)) {
    layers.push(next);
  }
  return layers;
};

/** A button pressed in Telegram: what it answers to is the bot's message within, which is not what the client said. */
export const isCallback = (message: Json): boolean =>
  typeof own(message, 'data') === 'string' &&
  (isObject(own(message, 'message')) || own(message, 'chat_instance') !== undefined);

const within = (layer: Json): Json | undefined => {
  if (isCallback(layer)) return undefined;
  const words = spoken(layer);
  // Beside words of its own, what is under another key is about something else.
  const mayWrap = words === undefined || words === own(layer, 'content');
  const keys = mayWrap ? WRAPPINGS : WRAPPINGS.slice(0, 2);
  return keys.map(key => objectIn(layer, key)).find(isObject);
};

const objectIn = (layer: Json, key: string): Json | undefined => {
  const value = own(layer, key);
  // A text under `message` is what someone wrote, also where it looks like JSON.
  if (key === 'message') return value;
  // TikTok's content is JSON text; another channel's is about one kind of message and read with its type.
  return key === 'content' && typeof value !== 'string' ? undefined : jsonWithin(value);
};
