import { entriesOf } from './jsonWithin.ts';
import { attachmentsOf, partsOf } from './messageAttachments.ts';
import { contentOf, isFile } from './messageType.ts';
import { type Json, own } from './parseJson.ts';
import { firstText, textOf } from './text.ts';

/** Where a file's address stands, the most telling first. */
const URLS = [
  'url',
  'link',
  'file_url',
  'media_url',
  'image_url',
  'link_mp3',
  'embed_url',
  'player',
  'media',
] as const;
const IDS = ['file_id', 'media_id', 'attachment_id', 'id', 'sticker_id'] as const;

/** The same file in several sizes: Telegram's photo is such a list itself, VK keeps one under these. */
const SIZES = ['sizes', 'images', 'image', 'elements'] as const;

/** These may name a page or a person, which is no media of theirs. */
const WITHOUT_MEDIA: readonly string[] = [
  'text',
  'postback',
  'callback_query',
  'contact',
  'contacts',
];

/** Where a message's media is: its URL, else the messenger's id of the file. Of several the first that has one. */
export const mediaOf = (message: Json, type: string): string | undefined => {
  if (typeof message !== 'object') return undefined;
  const content = WITHOUT_MEDIA.includes(type) ? undefined : contentOf(message, type);
  const attached = attachmentsOf(message);
  const parts = attached.flatMap(partsOf);
  const products = parts.map(part => own(part, 'product'));
  const files = [...parts, content, own(content, 'header'), ...products].flatMap(filesIn);
  const media = own(message, 'media');
  const url =
    firstIn(files, URLS) ??
    firstText(media, own(media, 'url'), own(media, 'link')) ??
    (WITHOUT_MEDIA.includes(type) ? undefined : firstIn([message], URLS));
  if (url !== undefined || !isFile(type)) return url;
  // An id of anything but a file leads to no file. A bare text is a file's id, or what the bot sends in its place.
  return firstIn(files, IDS) ?? bareText([...files, ...attached]) ?? firstIn([message], FILE_IDS);
};

const FILE_IDS = IDS.filter(key => key !== 'id');

const firstIn = (places: readonly (Json | undefined)[], keys: readonly string[]) => {
  for (const key of keys) {
    const found = places.map(place => textOf(own(place, key))).find(text => text !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** A file and its sizes, or what a header or a list holds in its place. */
const filesIn = (place: Json | undefined): readonly (Json | undefined)[] => {
  if (entriesOf(place) !== undefined) return [largest(place)];
  const kind = own(place, 'type');
  const within = SIZES.map(key => largest(own(place, key)) ?? own(place, key));
  return [place, typeof kind === 'string' ? own(place, kind) : undefined, ...within];
};

/** Telegram lists the sizes from small to large, with null where it has none; others in any order. */
const largest = (sizes: Json | undefined): Json | undefined => {
  const area = (size: Json): number =>
    Number(own(size, 'width')) * Number(own(size, 'height')) || 0;
  let best: Json | undefined;
  for (const size of entriesOf(sizes) ?? []) {
    if (size !== null && (best === undefined || area(size) >= area(best))) best = size;
  }
  return best;
};

const bareText = (places: readonly (Json | undefined)[]): string | undefined =>
  places
    .filter(place => typeof place === 'string')
    .map(textOf)
    .find(text => text !== undefined);
