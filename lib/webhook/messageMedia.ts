import { attachmentOf, CONTENT } from './messageType.ts';
import { type Json, own } from './parseJson.ts';
import { firstText } from './text.ts';

/** Content of these types is no file, so an id in it is not one of a file. */
const NO_FILE: readonly string[] = ['contact', 'contacts'];

/** Where a message's media is: its URL, else the messenger's id of the file. */
export const mediaOf = (message: Json, type: string): string | undefined => {
  const attachment = attachmentOf(message);
  const content = own(message, type);
  // Telegram lists a photo's sizes, the largest last; what the bot sends names the file alone.
  const file = Array.isArray(content) ? content.at(-1) : content;
  const holdsFile = CONTENT.some(key => key === type) && !NO_FILE.includes(type);
  const places = [own(attachment, 'payload'), attachment, file];
  return firstText(
    ...places.map(place => own(place, 'url')),
    ...places.map(place => own(place, 'link')),
    ...places.map(place => own(place, 'file_id')),
    ...(holdsFile ? [own(file, 'id'), typeof file === 'string' ? file : undefined] : []),
    own(message, 'media'),
  );
};
