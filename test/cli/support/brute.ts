import type { Meant, VariableValue } from '../../../tools/simulator/meant.ts';

/** A contact as it must be, worked out from what the simulator meant alone: nothing of `lib` is used here. */
export interface Expected {
  readonly id: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly service: string;
  name: string | null;
  username: string | null;
  email: string | null;
  /** E.164. */
  phone: string | null;
  tags: readonly string[];
  variables: Record<string, VariableValue>;
  subscription: string | null;
  subscription_at: string | null;
  status: string | null;
  reservation: string | null;
  first: string;
  last: string;
  readonly webhooks: Map<string, { first: string; last: string }>;
  /** Each once, the oldest first. */
  readonly events: Meant[];
}

/** What the shipped `crm.config.ts` makes of titles. */
const STATUSES: readonly (readonly [begins: string, status: string])[] = [
  ['Reserved. ', 'reserved'],
  ['Cancelled. ', 'cancelled'],
];

/** Folds what was meant, each event once, in the order of time. Events of one second do not contradict each other. */
export const expectContacts = (meant: Iterable<Meant>): ReadonlyMap<string, Expected> => {
  const contacts = new Map<string, Expected>();
  for (const event of [...new Set(meant)].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const contact = contacts.get(event.contactId) ?? newcomer(event);
    contacts.set(event.contactId, contact);
    tell(contact, event);
  }
  return contacts;
};

const newcomer = (event: Meant): Expected => ({
  id: event.contactId,
  bot: event.bot,
  service: event.service,
  name: null,
  username: null,
  email: null,
  phone: null,
  tags: [],
  variables: {},
  subscription: null,
  subscription_at: null,
  status: null,
  reservation: null,
  first: event.at,
  last: event.at,
  webhooks: new Map(),
  events: [],
});

const tell = (contact: Expected, event: Meant): void => {
  contact.name = event.name ?? contact.name;
  contact.username = event.username ?? contact.username;
  contact.email = event.email ?? contact.email;
  contact.phone = event.phone ?? contact.phone;
  contact.tags = event.tags;
  Object.assign(contact.variables, event.variables);
  if (event.subscription !== null) {
    contact.subscription = event.subscription;
    contact.subscription_at = event.at;
  }
  const rule = STATUSES.find(([begins]) => event.title.startsWith(begins));
  contact.status = rule?.[1] ?? contact.status;
  if (rule?.[1] === 'reserved') contact.reservation = event.title;
  contact.last = event.at;
  const seen = contact.webhooks.get(event.title);
  contact.webhooks.set(event.title, { first: seen?.first ?? event.at, last: event.at });
  contact.events.push(event);
};
