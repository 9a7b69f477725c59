import { encodeInfo } from './encodeInfo.ts';
import type { Bot, Meant } from './meant.ts';
import { idText, objectText, type Pick, pickBy } from './spelling.ts';

type Pair = readonly [name: string, text: string];

/** Keys that a contact has for itself: a variable of such a name can't stand beside them. */
const contactKeys = new Set([
  ...['id', 'name', 'username', 'email', 'phone', 'photo', 'tags', 'variables'],
  ...['last_message', 'last_message_data', 'telegram_id', 'channel_data'],
]);

/** One event as JSON text, one element of the array that SendPulse posts. Equal meants, equal texts. */
export function encode(meant: Meant): string {
  const pick = pickBy(meant.dialect);
  const title: Pair[] = [['title', JSON.stringify(meant.title)]];
  const pairs: Pair[] = [
    ...encodeInfo(meant, pick),
    ['service', JSON.stringify(meant.service)],
    ...(meant.title === '' ? pick([[], title, [['title', 'null'] as const]]) : title),
    ['bot', objectText(encodeBot(meant.bot, pick))],
    ['contact', objectText([...encodePerson(meant, pick), ...encodeVariables(meant, pick)])],
    ...encodeDate(meant.at, pick),
  ];
  return objectText(pick([pairs, pairs.toReversed(), [...pairs, ['added_later', '{"a":[1]}']]]));
}

/** Seconds or milliseconds, number or text; '' as one of the dates that say nothing. */
function encodeDate(at: string, pick: Pick): Pair[] {
  if (at === '') {
    const unusable = [
      '',
      'null',
      '"soon"',
      '3881520000',
      '"3881520000000"',
      '{}',
      '1e400',
    ] as const;
    const text = pick(unusable);
    return text === '' ? [] : [['date', text]];
  }
  const milliseconds = Date.parse(at);
  const time = String(pick([milliseconds / 1000, milliseconds]));
  return [['date', pick([time, JSON.stringify(time)])]];
}

function encodeBot({ id, name, url, external_id }: Bot, pick: Pick): Pair[] {
  return [
    ['id', idText(id, pick)],
    ...encodeText('name', name, pick),
    ...encodeText('url', url, pick),
    ...(external_id === undefined ? [] : [['external_id', idText(external_id, pick)] as const]),
  ];
}

function encodePerson({ contactId, snapshot }: Meant, pick: Pick): Pair[] {
  const { phone, tags } = snapshot;
  return [
    ['id', idText(contactId, pick)],
    ...encodeText('name', snapshot.name, pick),
    ...encodeText('username', snapshot.username, pick),
    ...encodeText('email', snapshot.email, pick),
    ...(phone ? [['phone', idText(phone, pick)] as const] : encodeText('phone', phone, pick)),
    ...encodeText('photo', snapshot.photo, pick),
    ...encodeText('last_message', snapshot.last_message, pick),
    ...(tags ? [['tags', JSON.stringify(tags)] as const] : pick([[], [['tags', 'null'] as const]])),
  ];
}

/** What is not there is left out or null. */
function encodeText(key: string, value: string | undefined, pick: Pick): Pair[] {
  return value === undefined
    ? pick([[], [[key, 'null'] as const]])
    : [[key, JSON.stringify(value)] as const];
}

/** In a map, beside the contact's own keys, or some here, some there; none at all also as `[]`. */
function encodeVariables({ snapshot }: Meant, pick: Pick): Pair[] {
  const pairs = (snapshot.variables ?? []).map(
    ([name, value]): Pair => [name, JSON.stringify(value)],
  );
  const where = pick(['nested', 'flattened', 'both']);
  const flattened = pairs.filter(
    ([name], index) =>
      where !== 'nested' && !contactKeys.has(name) && (where === 'flattened' || index % 2 === 0),
  );
  const nested = pairs.filter(pair => !flattened.includes(pair));
  if (nested.length > 0) return [['variables', objectText(nested)], ...flattened];
  const none = pick(['', '[]', '{}', 'null']);
  return none === '' ? flattened : [['variables', none], ...flattened];
}
