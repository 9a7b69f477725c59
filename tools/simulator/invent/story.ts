import type { Random } from '../random.ts';
import { type Contact, createContact } from './contact.ts';
import { arrive, nextEpisode } from './episodes.ts';
import type { Happening } from './happening.ts';
import { createIds } from './ids.ts';
import { perform } from './perform.ts';

/** There is a contact for so many events. */
const EVENTS_PER_CONTACT = 8;

/** The mean time from one episode's start to the next, in seconds. */
const PACE = 20;

/**
 * The life of an invented company's bots, event by event in the order in which they happen. It does not end.
 *
 * @param start epoch milliseconds; the story begins in the second after it
 */
export function* story(random: Random, start: number): Generator<Happening, never> {
  const ids = createIds(random);
  const contacts: Contact[] = [];
  let clock = Math.ceil(start / 1000) * 1000;
  let told = 0;
  // Several episodes go on at once: what is planned waits here for its time.
  let ahead: Happening[] = [];
  for (;;) {
    clock += Math.floor(-Math.log(1 - random.unit()) * PACE) * 1000;
    const now = new Date(clock).toISOString();
    yield* ahead.filter(({ meant }) => meant.at <= now);
    ahead = ahead.filter(({ meant }) => meant.at > now);

    const idle = pickIdle(random, contacts, clock);
    const newcomer = contacts.length * EVENTS_PER_CONTACT <= told || idle === undefined;
    const contact = newcomer ? createContact(random, ids, contacts, clock) : idle;
    if (newcomer) contacts.push(contact);
    const beats = newcomer ? arrive(contact, random) : nextEpisode(contact, random);
    const happenings = perform(contact, beats, { start: clock, ids, random });
    told += happenings.length;
    ahead = [...ahead, ...happenings].sort((a, b) => compare(a.meant.at, b.meant.at));
  }
}

/** Someone to whom nothing is happening just now, rather one who came lately. Who has blocked the bot seldom comes back. */
const pickIdle = (
  random: Random,
  contacts: readonly Contact[],
  clock: number,
): Contact | undefined => {
  for (let tries = 0; tries < 8; tries++) {
    const back = Math.floor(contacts.length * random.unit() ** 2);
    const contact = contacts[contacts.length - 1 - back];
    if (contact === undefined) return undefined;
    const gone = contact.subscription === 'blocked' && random.chance(0.8);
    if (contact.freeAt <= clock && !gone) return contact;
  }
  return undefined;
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
