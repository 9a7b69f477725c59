import { attachmentOf, firstOf } from './messageType.ts';
import { type Json, own } from './parseJson.ts';
import { firstText, textOf } from './text.ts';

/** What a message says, for a person to read: its text or caption, the button pressed, the place or contact shared. */
export const textOfMessage = (message: Json, type: string): string | undefined => {
  if (typeof message === 'string') return textOf(message);
  const text = own(message, 'text');
  const content = own(message, type);
  const reply = own(content, 'button_reply') ?? own(content, 'list_reply');
  const postback = own(message, 'postback');
  const payload = own(attachmentOf(message), 'payload');
  return (
    firstText(
      text,
      own(text, 'body'),
      own(text, 'text'),
      own(message, 'caption'),
      own(content, 'caption'),
      own(content, 'text'),
      own(content, 'body'),
      own(own(content, 'body'), 'text'),
      own(reply, 'title'),
      own(content, 'emoji'),
      own(message, 'title'),
      own(postback, 'title'),
      own(message, 'payload'),
      own(postback, 'payload'),
      own(payload, 'text'),
    ) ??
    placeOf(own(message, 'location') ?? own(payload, 'coordinates') ?? content) ??
    personOf(own(message, 'contact') ?? firstOf(own(message, 'contacts')))
  );
};

/** WhatsApp and Telegram write the words out, Messenger and Viber do not. */
const placeOf = (place: Json | undefined): string | undefined => {
  const latitude = firstText(own(place, 'latitude'), own(place, 'lat'));
  const longitude = firstText(own(place, 'longitude'), own(place, 'long'), own(place, 'lon'));
  return latitude && longitude ? `${latitude}, ${longitude}` : undefined;
};

/** A shared contact card: Telegram's and Viber's `contact`, WhatsApp's `contacts`. */
const personOf = (person: Json | undefined): string | undefined => {
  const name = own(person, 'name');
  const whole = firstText(name, own(name, 'formatted_name'));
  const named = own(name, 'first_name') === undefined ? person : name;
  const parts = [
    ...(whole === undefined
      ? [textOf(own(named, 'first_name')), textOf(own(named, 'last_name'))]
      : [whole]),
    firstText(own(person, 'phone_number'), own(firstOf(own(person, 'phones')), 'phone')),
  ].filter(part => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : undefined;
};
