import type { VariableValue } from '../meant.ts';
import type { Random } from '../random.ts';
import type { Contact } from './contact.ts';
import { CITIES, DEPARTMENTS } from './words.ts';

/** A flow of a bot: what starts it, what it does to the contact, and the name of the webhook that someone put at its end. */
export interface Flow {
  readonly title: string;
  readonly button: string;
  readonly reply: string;
  readonly change: (contact: Contact, random: Random) => void;
}

const SEMINARS = [1, 2, 3, 4, 5];

const reserve = (n: number): Flow => ({
  title: `Reserved. Seminar #${n}`,
  button: `Seminar ${n}`,
  reply: `Your seat at seminar ${n} is reserved.`,
  change: (contact, random) => {
    tag(contact, `seminar-${n}`, 'lead');
    const seat = `${random.pick(['A', 'B', 'C'])}${random.between(1, 30)}`;
    set(contact, { dept: random.pick(DEPARTMENTS), seat });
  },
});

const cancel = (n: number): Flow => ({
  title: `Cancelled. Seminar #${n}`,
  button: `Cancel seminar ${n}`,
  reply: 'Cancelled. We hope to see you another time.',
  change: contact => {
    untag(contact, `seminar-${n}`);
    set(contact, { seat: null });
  },
});

const OTHERS: readonly Flow[] = [
  {
    title: 'Paid ✅',
    button: 'Pay',
    reply: 'Thank you, the receipt is on its way.',
    change: (contact, random) => {
      tag(contact, 'customer', ...(random.chance(0.3) ? ['⭐ loyal'] : []));
      untag(contact, 'lead');
      set(contact, { budget: random.between(100, 400_000) / 100, vip: random.chance(0.3) });
    },
  },
  {
    title: 'Анкета заполнена',
    button: 'Анкета',
    reply: 'Спасибо за ответы!',
    change: (contact, random) =>
      set(contact, {
        city: random.pick(CITIES),
        'Размер футболки': random.pick(['S', 'M', 'L', 'XL']),
        'favourite colour': random.pick(['blue', 'зелёный', 'red & white']),
      }),
  },
  {
    title: '🎁 Gift. Step 2/3 (v1.1)',
    button: 'My gift',
    reply: 'Pick one: https://example.invalid/gifts',
    change: (contact, random) => {
      tag(contact, 'gift');
      set(contact, { 'gift.code': random.hex(6), answers: `{"step":${random.between(1, 3)}}` });
    },
  },
  {
    title: '@lounge: visit planned',
    button: 'Plan a visit',
    reply: 'See you there.',
    change: (contact, random) =>
      set(contact, { 'visit date': `2026-0${random.between(1, 9)}-1${random.between(0, 9)}` }),
  },
  {
    title: 'Newsletter. Off',
    button: 'No newsletter',
    reply: 'You will get no more letters.',
    change: contact => untag(contact, 'newsletter', 'gift', '⭐ loyal'),
  },
  {
    title: 'Newsletter. On',
    button: 'Newsletter',
    reply: 'You will hear from us on Fridays.',
    change: contact => tag(contact, 'newsletter'),
  },
];

/** One of the flows, fit for what the contact did before: nobody cancels what they did not reserve. */
export const pickFlow = (contact: Contact, random: Random): Flow => {
  const reserved = SEMINARS.filter(n => contact.tags.includes(`seminar-${n}`));
  const cancelled = reserved[random.below(reserved.length * 3)];
  if (cancelled !== undefined) return cancel(cancelled);
  if (random.chance(0.5)) return reserve(random.between(1, SEMINARS.length));
  return OTHERS[random.below(OTHERS.length)] ?? reserve(1);
};

const tag = (contact: Contact, ...tags: readonly string[]) => {
  contact.tags = [...new Set([...contact.tags, ...tags])];
};

const untag = (contact: Contact, ...tags: readonly string[]) => {
  contact.tags = contact.tags.filter(each => !tags.includes(each));
};

const set = (contact: Contact, variables: Readonly<Record<string, VariableValue>>) => {
  contact.variables = { ...contact.variables, ...variables };
};
