import type { Random } from '../../../tools/simulator/random.ts';
import type { Expected } from './brute.ts';

export interface RandomFilter {
  /** As it is typed. */
  readonly words: readonly string[];
  readonly holds: (contact: Expected) => boolean;
}

type Make = (
  random: Random,
  model: readonly Expected[],
  some: Expected,
) => RandomFilter | undefined;

const filter = (words: readonly string[], holds: (contact: Expected) => boolean): RandomFilter => ({
  words,
  holds,
});

const oneOf = <T>(random: Random, choices: readonly T[]): T | undefined =>
  choices[random.below(choices.length)];

/** Capitals and punctuation come and go as people type. */
const MAKERS: readonly Make[] = [
  (random, _, some) => {
    const tag = oneOf(random, some.tags);
    return tag === undefined ? undefined : filter(['--tag', tag], ({ tags }) => tags.includes(tag));
  },
  (random, _, some) => {
    const title = oneOf(random, [...some.webhooks.keys()]);
    return title === undefined
      ? undefined
      : filter(['--webhook', title], ({ webhooks }) => webhooks.has(title));
  },
  random => {
    const status = random.pick(['reserved', 'cancelled', 'dreaming']);
    return filter(['--status', status], contact => contact.status === status);
  },
  (random, _, { email }) => {
    if (email === null) return undefined;
    const typed = random.chance(0.5) ? email.toUpperCase() : email;
    return filter(
      ['--email', typed],
      contact => contact.email?.toLowerCase() === email.toLowerCase(),
    );
  },
  (random, _, { phone }) => {
    if (phone === null) return undefined;
    const typed = random.pick([
      phone,
      phone.slice(1),
      `${phone.slice(0, 2)} (${phone.slice(2, 5)}) ${phone.slice(5)}`,
    ]);
    return filter(['--phone', typed], contact => contact.phone === phone);
  },
  (random, _, some) => {
    const entry = oneOf(random, Object.entries(some.variables));
    if (entry === undefined) return undefined;
    const [name, value] = entry;
    const text = String(value ?? '');
    return filter(
      ['--var', `${name}=${text}`],
      ({ variables }) => String(variables[name] ?? '') === text,
    );
  },
  (_, __, some) => filter(['--bot', some.bot.id], ({ bot }) => bot.id === some.bot.id),
  random => {
    const state = random.pick(['subscribed', 'unsubscribed', 'blocked', 'unknown']);
    return filter(
      ['--subscription', state],
      ({ subscription }) => (subscription ?? 'unknown') === state,
    );
  },
];

/**
 * Some filters that combine, each taken from one of the contacts, so that an answer is seldom empty; and perhaps a time,
 * which is when each webhook that is asked for last came, else the last activity.
 */
export const randomFilter = (random: Random, model: readonly Expected[]): RandomFilter => {
  const some = oneOf(random, model);
  if (some === undefined) throw new Error('there is no contact');
  const parts = Array.from({ length: random.below(4) }, () =>
    oneOf(random, MAKERS)?.(random, model, some),
  ).filter(part => part !== undefined);
  const titles = parts.flatMap(({ words: [option, title] }) =>
    option === '--webhook' && title !== undefined ? [title] : [],
  );
  const timed = ['--since', '--until']
    .filter(() => random.chance(0.25))
    .map(option => timeFilter(option, oneOf(random, model)?.last ?? some.last, titles));
  const all = [...parts, ...timed];
  return {
    words: all.flatMap(({ words }) => words),
    holds: contact => all.every(({ holds }) => holds(contact)),
  };
};

const timeFilter = (option: string, time: string, titles: readonly string[]): RandomFilter =>
  filter([option, time], contact => {
    const times =
      titles.length === 0
        ? [contact.last]
        : titles.map(title => contact.webhooks.get(title)?.last ?? '');
    return times.every(each => (option === '--since' ? each >= time : each !== '' && each <= time));
  });
