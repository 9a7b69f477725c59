import { isFilled } from './filled.ts';
import { entriesOf } from './jsonWithin.ts';
import { isObject, type Json, own } from './parseJson.ts';

/** More than any messenger lets a person attach. */
const MOST = 30;

/**
 * Messenger's, Instagram's and VK's attachments: a list in what comes, one alone in what the bot sends; of an album that
 * the bot sends in Telegram its `media`.
 */
export const attachmentsOf = (message: Json): readonly Json[] => {
  const list = own(message, 'attachments');
  const album = own(message, 'media');
  const all = [
    ...(entriesOf(list) ?? [list ?? null]).slice(0, MOST),
    own(message, 'attachment') ?? null,
    ...(Array.isArray(album) ? album.slice(0, MOST) : []),
  ];
  return all.filter(isFilled);
};

/** Where an attachment keeps what it holds: under `payload`, under its own type's name, or in itself. */
export const partsOf = (attachment: Json): readonly Json[] => {
  const type = own(attachment, 'type');
  const parts = [own(attachment, 'payload'), typeof type === 'string' && own(attachment, type)];
  return [...parts.filter(part => isObject(part)), attachment];
};
