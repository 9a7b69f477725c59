import type { Kind } from '../meant.ts';
import type { Random } from '../random.ts';
import type { Contact } from './contact.ts';
import { pickFlow } from './flows.ts';
import type { Speech } from './happening.ts';
import { clientPresses, clientSays } from './speech.ts';
import { ANSWERS, OPERATORS, QUESTIONS, WELCOMES } from './words.ts';

/** What happens to a contact within one second: all of it shows the same state of the contact. */
export interface Beat {
  /** Seconds after the beat before it: at least 1, but for the first. */
  readonly after: number;
  readonly change?: (contact: Contact) => void;
  /** Of different titles, and at most one of them an incoming message. */
  readonly events: readonly BeatEvent[];
}

export interface BeatEvent {
  readonly kind: Kind;
  /** Of a flow's webhook; the others are titled by their kind. */
  readonly title?: string;
  readonly speech?: Speech;
}

type Episode = (contact: Contact, random: Random) => readonly Beat[];

const incoming = (speech: Speech): BeatEvent => ({ kind: 'incoming_message', speech });
const outgoing = (text: string): BeatEvent => ({
  kind: 'outgoing_message',
  speech: { type: 'text', text },
});

/** A newcomer subscribes, and the bot bids them welcome. */
export const arrive: Episode = (_contact, random) => [
  {
    after: 0,
    events: [
      { kind: 'new_subscriber' },
      ...(random.chance(0.3) ? [{ kind: 'run_custom_flow' } as const] : []),
    ],
  },
  { after: random.between(1, 4), events: [outgoing(random.pick(WELCOMES))] },
];

const chat: Episode = (contact, random) => {
  const question = { after: 0, events: [incoming(clientSays(contact.bot.service, random))] };
  if (random.chance(0.5)) return [question];
  return [question, { after: random.between(1, 40), events: [outgoing(random.pick(ANSWERS))] }];
};

/** The bot is at its wits' end, and a person takes over. */
const askPerson: Episode = (contact, random) => [
  { after: 0, events: [incoming(clientSays(contact.bot.service, random)), { kind: 'open_chat' }] },
  {
    after: random.between(30, 240),
    events: [
      {
        kind: 'outgoing_message',
        speech: { type: 'text', text: random.pick(ANSWERS), operator: random.pick(OPERATORS) },
      },
    ],
  },
  {
    after: random.between(5, 60),
    events: [incoming({ type: 'text', text: random.pick(QUESTIONS) })],
  },
];

/** A tap on a button, a flow with its webhook, an answer: within one second, or one after the other. */
const goThroughFlow: Episode = (contact, random) => {
  const flow = pickFlow(contact, random);
  const press = incoming(clientPresses(contact.bot.service, flow.button, random));
  const webhook: BeatEvent = { kind: 'flow', title: flow.title };
  const change = () => flow.change(contact, random);
  if (random.chance(0.25)) {
    return [{ after: 0, change, events: [press, webhook, outgoing(flow.reply)] }];
  }
  return [
    { after: 0, events: [press] },
    { after: random.between(1, 3), change, events: [webhook] },
    ...(random.chance(0.5) ? [{ after: 1, events: [outgoing(flow.reply)] }] : []),
  ];
};

const leaveAddress: Episode = (contact, random) => {
  const { name, email, phone } = contact.tells;
  const byMail = random.chance(0.7);
  const change = () => {
    contact.name ??= name;
    if (byMail) contact.email = email;
    else contact.phone = phone;
  };
  return [
    { after: 0, events: [incoming({ type: 'text', text: byMail ? email : phone })] },
    { after: 1, change, events: [{ kind: 'flow', title: 'Contact form sent ✉️' }] },
  ];
};

const comment: Episode = (contact, random) => {
  const { service } = contact.bot;
  if (service !== 'instagram' && service !== 'messenger') return chat(contact, random);
  const text = random.pick(QUESTIONS);
  return [{ after: 0, events: [incoming({ type: 'text', text, comment: true })] }];
};

const once =
  (kind: Kind): Episode =>
  () => [{ after: 0, events: [{ kind }] }];

/** What contacts do, by their subscription, each with how often it is among all that they do. */
const HABITS: Record<Contact['subscription'], readonly (readonly [number, Episode])[]> = {
  subscribed: [
    [34, chat],
    [30, goThroughFlow],
    [12, leaveAddress],
    [6, askPerson],
    [5, once('link_click')],
    [4, comment],
    [3, once('run_custom_flow')],
    [4, once('unsubscribe')],
    [2, once('bot_block')],
  ],
  // Who has unsubscribed may still write; that does not subscribe them again.
  unsubscribed: [
    [50, chat],
    [40, arrive],
    [10, once('bot_block')],
  ],
  blocked: [[1, arrive]],
};

/** What this contact does next. */
export const nextEpisode: Episode = (contact, random) =>
  random.weighted(HABITS[contact.subscription])(contact, random);
