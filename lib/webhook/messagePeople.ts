import { entriesOf } from './jsonWithin.ts';
import { type Json, own } from './parseJson.ts';
import { firstText, joinTexts, textOf } from './text.ts';

/** More than a person reads. */
const MOST = 20;

/** Contact cards that were shared, name and numbers of each: Telegram's and Viber's `contact`, WhatsApp's `contacts`. */
export const peopleOf = (message: Json): string | undefined => {
  const cards = listed(own(message, 'contact')).concat(listed(own(message, 'contacts')));
  const people = cards.map(personOf).filter(person => person !== '');
  return people.length === 0 ? undefined : people.join('; ');
};

const personOf = (card: Json): string =>
  [nameOf(card), ...reachedBy(card)].filter(part => part !== undefined).join(' ');

const nameOf = (card: Json): string | undefined => {
  const name = own(card, 'name');
  const parts = own(name, 'first_name') === undefined ? card : name;
  return firstText(
    name,
    own(name, 'formatted_name'),
    joinTexts(own(parts, 'first_name'), own(parts, 'last_name')),
    own(own(card, 'org'), 'company'),
    inCard(card, 'FN'),
  );
};

/** The numbers on a card, or an address where it has none. */
const reachedBy = (card: Json): readonly string[] => {
  const number = firstText(own(card, 'phone_number'), own(card, 'phone'));
  const numbers = listed(own(card, 'phones')).map(phone =>
    firstText(phone, own(phone, 'phone'), own(phone, 'wa_id')),
  );
  const found = [number, ...numbers].filter(each => each !== undefined);
  if (found.length > 0) return [...new Set(found)];
  const [email] = listed(own(card, 'emails'));
  const other = firstText(inCard(card, 'TEL'), own(card, 'email'), own(email ?? null, 'email'));
  return other === undefined ? [] : [other];
};

/** A line of a vCard (RFC 6350): `TEL;TYPE=cell:+12025550102`. */
const inCard = (card: Json, property: string): string | undefined => {
  const vcard = typeof card === 'string' ? card : own(card, 'vcard');
  if (typeof vcard !== 'string') return undefined;
  const lines = vcard.slice(0, 10_000).split(/\r?\n/);
  const line = lines.find(each => new RegExp(`^(?:item\\d+\\.)?${property}[;:]`, 'i').test(each));
  return textOf(line?.slice(line.indexOf(':') + 1).replace(/^tel:/, ''));
};

const listed = (value: Json | undefined): readonly Json[] =>
  (entriesOf(value) ?? [value ?? null]).slice(0, MOST);
