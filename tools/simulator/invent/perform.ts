import type { Kind, Meant, Subscription } from '../meant.ts';
import type { Random } from '../random.ts';
import type { Contact } from './contact.ts';
import type { Beat, BeatEvent } from './episodes.ts';
import type { Happening, Message } from './happening.ts';
import type { Ids } from './ids.ts';

const SUBSCRIPTION: Partial<Record<Kind, Subscription>> = {
  new_subscriber: 'subscribed',
  unsubscribe: 'unsubscribed',
  bot_block: 'blocked',
};

/**
 * Plays an episode: changes the contact beat by beat, and notes what a webhook would tell of each.
 *
 * @param start epoch milliseconds of the first beat, a whole second
 */
export const perform = (
  contact: Contact,
  beats: readonly Beat[],
  { start, ids, random }: { start: number; ids: Ids; random: Random },
): readonly Happening[] => {
  let at = start;
  const happenings = beats.flatMap(beat => {
    at += beat.after * 1000;
    beat.change?.(contact);
    for (const { kind, speech } of beat.events) {
      if (kind === 'incoming_message' && speech && !speech.comment) {
        contact.lastMessage = speech.url ?? speech.text;
      }
      contact.subscription = SUBSCRIPTION[kind] ?? contact.subscription;
    }
    return beat.events.map(event => happeningOf(contact, event, at, ids, random));
  });
  contact.freeAt = at + 1000;
  return happenings;
};

const happeningOf = (
  contact: Contact,
  { kind, title, speech }: BeatEvent,
  at: number,
  ids: Ids,
  random: Random,
): Happening => {
  const message = speech ? messageOf(kind, speech, at, ids) : null;
  // Of one who has left, the messenger may no longer tell who they were.
  const forgotten = (kind === 'unsubscribe' || kind === 'bot_block') && random.chance(0.3);
  const meant: Meant = {
    kind,
    title: title ?? kind,
    service: contact.bot.service,
    bot: { id: contact.bot.id, name: contact.bot.name },
    contactId: contact.id,
    at: new Date(at).toISOString(),
    name: forgotten ? null : contact.name,
    username: forgotten ? null : contact.username,
    email: forgotten ? null : contact.email,
    phone: contact.phone,
    tags: contact.tags,
    variables: contact.variables,
    message: message && {
      direction: message.direction,
      type: message.type,
      text: message.text,
    },
    subscription: SUBSCRIPTION[kind] ?? null,
  };
  return {
    meant,
    bot: contact.bot,
    message,
    lastMessage: speech?.comment ? null : contact.lastMessage,
    photo: contact.photo,
  };
};

const messageOf = (
  kind: Kind,
  speech: NonNullable<BeatEvent['speech']>,
  at: number,
  ids: Ids,
): Message => {
  const number = ids.number();
  return {
    ...speech,
    direction: kind === 'incoming_message' ? 'incoming' : 'outgoing',
    id: ids.hex(number, at),
    number,
  };
};
