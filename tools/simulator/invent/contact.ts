import type { Subscription, VariableValue } from '../meant.ts';
import type { Random } from '../random.ts';
import { BOTS, type Bot } from './bots.ts';
import type { Ids } from './ids.ts';
import { FIRST_NAMES, FLOURISHES, LAST_NAMES } from './words.ts';

/** A person in a bot's audience, as they are at one moment of the story. */
export interface Contact {
  readonly id: string;
  readonly bot: Bot;
  readonly photo: string | null;
  /** What they will tell when asked. Two contacts of different bots may be one person. */
  readonly tells: { readonly name: string; readonly email: string; readonly phone: string };
  name: string | null;
  username: string | null;
  email: string | null;
  phone: string | null;
  tags: readonly string[];
  variables: Readonly<Record<string, VariableValue>>;
  lastMessage: string | null;
  subscription: Subscription;
  /** Epoch milliseconds: from here on something new may happen to them. */
  freeAt: number;
}

/** The share of newcomers whom another bot of the company knows already. */
const TWINS = 0.15;

/** Someone who has just found one of the bots. */
export const createContact = (
  random: Random,
  ids: Ids,
  known: readonly Contact[],
  at: number,
): Contact => {
  const number = known.length + 1;
  const idNumber = ids.number();
  const bot = random.weighted(BOTS.map(each => [each.share, each]));
  const other = random.chance(TWINS) ? known[random.below(known.length)] : undefined;
  const twin = other !== undefined && other.bot !== bot ? other : undefined;
  const tells = twin ? tellsAgain(random, twin) : tellsFirst(random, ids.run, number);
  // WhatsApp and Viber know people by their phones; a site's chat knows nobody at first.
  const knownByPhone = bot.service === 'whatsapp' || bot.service === 'viber';
  const anonymous = bot.service === 'livechat' || bot.service === 'live_chat';
  return {
    id: bot.habits.ids === 'uuid' ? ids.uuid(idNumber, at) : ids.hex(idNumber, at),
    bot,
    photo: random.chance(0.3) ? `https://example.invalid/photos/${number}.jpg` : null,
    tells,
    name: anonymous ? null : tells.name,
    username: anonymous || random.chance(0.4) ? null : `contact.${number}`,
    email: null,
    phone: knownByPhone ? tells.phone : null,
    tags: [],
    variables: {},
    lastMessage: null,
    subscription: 'subscribed',
    freeAt: at,
  };
};

/** Ten thousand numbers lie in the range that is kept for inventions like this one: over so many contacts, some share one. */
const tellsFirst = (random: Random, run: string, number: number): Contact['tells'] => ({
  name:
    `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}` +
    (random.chance(0.15) ? random.pick(FLOURISHES) : ''),
  email: `contact${number}.${run}@example.invalid`,
  phone: `+1202555${String((Number.parseInt(run, 16) + number) % 10_000).padStart(4, '0')}`,
});

/** One person, one address; but capitals come and go as people type. */
const tellsAgain = (random: Random, twin: Contact): Contact['tells'] => ({
  ...twin.tells,
  email: random.chance(0.4) ? twin.tells.email.replace('contact', 'Contact') : twin.tells.email,
});
