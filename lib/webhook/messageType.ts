import { isFilled } from './filled.ts';
import { attachmentsOf, partsOf } from './messageAttachments.ts';
import { isCallback } from './messageLayers.ts';
import { isObject, type Json, own } from './parseJson.ts';
import { spoken } from './spoken.ts';

/** Content that is a file, under the key of its name or named by `type`. */
const FILES = [
  'image',
  'photo',
  'picture',
  'video',
  'video_note',
  'animation',
  'gif',
  'document',
  'doc',
  'file',
  'audio',
  'audio_message',
  'voice',
  'sticker',
] as const;

/** Other content, each under the key of its name. A venue goes before the location that Telegram adds to it. */
const OTHERS = [
  'venue',
  'location',
  'contacts',
  'contact',
  'button',
  'interactive',
  'reaction',
  'poll',
  'poll_answer',
  'order',
  'product',
  'template',
  'hsm',
  'dice',
  'game',
  'checklist',
  'story',
  'paid_media',
  'invoice',
  'successful_payment',
  'web_app_data',
  'users_shared',
  'chat_shared',
  'system',
  'new_chat_members',
  'left_chat_member',
  'gift',
  'giveaway',
  'optin',
  'referral',
] as const;

/** What a message's kind is called where a key of another name is filled. */
const SIGNS = [
  ['new_reaction', 'reaction'],
  ['geo', 'location'],
  ['postback', 'postback'],
  ['payload', 'postback'],
] as const;

/** The messenger's own word for a message: its `type`, its attachment's, or the key that is filled; else `unknown`. */
export const typeOf = (message: Json): string => {
  if (typeof message !== 'object' || message === null) return 'text';
  if (isCallback(message)) return 'callback_query';
  const hasText = spoken(message) !== undefined;
  return (
    named(message) ??
    attachmentsOf(message).map(attachmentType).find(isText) ??
    contentKey(message, hasText) ??
    SIGNS.find(([key]) => isFilled(own(message, key)))?.[1] ??
    (hasText || typeof own(message, 'text') === 'string' ? 'text' : undefined) ??
    (isFilled(own(message, 'quick_reply')) ? 'quick_reply' : undefined) ??
    (own(message, 'is_deleted') === true ? 'deleted' : undefined) ??
    (own(message, 'is_unsupported') === true ? 'unsupported' : 'unknown')
  );
};

export const isFile = (type: string): boolean => FILES.some(each => each === type.toLowerCase());

/** Where a channel keeps its content, whatever its kind. */
const CONTENTS = ['content', 'payload', 'data', 'value'] as const;

/** What is under the key of a message's type, or else under that of another kind, or of any. */
export const contentOf = (message: Json, type: string): Json | undefined => {
  const content = own(message, type);
  if (isFilled(content)) return content;
  const key = contentKey(message, false);
  return key === undefined
    ? CONTENTS.map(each => own(message, each)).find(isObject)
    : own(message, key);
};

/** Beside a text, a contact or a referral is about who wrote it: only a file is then the message's own. */
const contentKey = (message: Json, hasText: boolean): string | undefined =>
  [...FILES, ...(hasText ? [] : OTHERS)].find(key => isFilled(own(message, key)));

/** A number is SendPulse's own bookkeeping, not a messenger's word. */
const named = (message: Json): string | undefined => {
  const type = own(message, 'type');
  return typeof type === 'string' && /\p{L}/u.test(type) ? type.toWellFormed() : undefined;
};

const attachmentType = (attachment: Json): string | undefined => {
  const mime = partsOf(attachment)
    .map(part => own(part, 'mime_type'))
    .find(type => typeof type === 'string');
  return (
    named(attachment) ??
    contentKey(attachment, false) ??
    /^(?:image|audio|video)(?=\/)/.exec(String(mime ?? ''))?.[0] ??
    'file'
  );
};

const isText = (text: string | undefined): text is string => text !== undefined;
