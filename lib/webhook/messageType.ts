import { type Json, own } from './parseJson.ts';
import { textOf } from './text.ts';

/** Kinds of content, each under the key of its name: WhatsApp's and Telegram's message objects. */
export const CONTENT = [
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

/** The messenger's own word for a message: its `type`, its attachment's, or the key that is filled; else `unknown`. */
export const typeOf = (message: Json): string => {
  if (typeof message === 'string') return 'text';
  const named = textOf(own(message, 'type')) ?? textOf(own(attachmentOf(message), 'type'));
  if (named !== undefined) return named;
  const content = CONTENT.find(key => filled(message, key));
  if (content !== undefined && !(content === 'referral' && filled(message, 'text'))) return content;
  if (filled(message, 'postback') || filled(message, 'payload')) return 'postback';
  return filled(message, 'text') ? 'text' : 'unknown';
};

/** Messenger's and Instagram's attachment: a list in what comes, one alone in what the bot sends. */
export const attachmentOf = (message: Json): Json | undefined =>
  firstOf(own(message, 'attachments')) ?? own(message, 'attachment');

export const firstOf = (list: Json | undefined): Json | undefined =>
  Array.isArray(list) ? list[0] : undefined;

const filled = (message: Json, key: string): boolean => {
  const value = own(message, key);
  return value !== undefined && value !== null;
};
