import type { EventKind, WebhookEvent } from '../webhook/parseEvent.ts';
import type { CrmConfig } from './config.ts';
import type { Contact, RegisterPath } from './contact.ts';
import { type AttributeValue, compact } from './row.ts';
import { applyRules } from './rules.ts';

export type Subscription = 'subscribed' | 'unsubscribed' | 'blocked';

/** No message and no flow quietly clears an opt-out: only these say anything of it. */
const SUBSCRIPTION: Partial<Record<EventKind, Subscription>> = {
  new_subscriber: 'subscribed',
  unsubscribe: 'unsubscribed',
  bot_block: 'blocked',
};

const IDENTITY = ['name', 'username', 'email', 'phone', 'photo'] as const;

/** What one event says of its contact: the registers that it sets, each with the event's stamp. */
export const contactOfEvent = (event: WebhookEvent, config: CrmConfig): Contact => {
  const { contact, stamp, at, message, service } = event;
  const values = new Map<RegisterPath, AttributeValue>();
  for (const field of IDENTITY) {
    const value = contact[field];
    if (value !== undefined) values.set(field, value);
  }
  if (contact.tags !== undefined) values.set('tags', contact.tags);
  for (const [name, value] of contact.variables) values.set(`variables.${name}`, value);
  const subscription = SUBSCRIPTION[event.kind];
  if (subscription !== undefined) values.set('subscription', subscription);
  if (event.kind === 'incoming_message' && message?.direction === 'incoming') {
    values.set('last_message', message.text ?? urlOf(message.media) ?? `[${message.type}]`);
  }
  const { status, set } = applyRules(event, config);
  if (status !== undefined) values.set('status', status);
  for (const [field, value] of set) values.set(`set.${field}`, value);
  values.set('bot', compact({ ...event.bot, service }));
  return {
    id: contact.id,
    registers: new Map([...values].map(([path, value]) => [path, { value, stamp }])),
    first_activity: at,
    last_activity: at,
  };
};

/** The id of a messenger's file tells a person nothing. */
const urlOf = (media: string | undefined): string | undefined =>
  media !== undefined && /^https?:/.test(media) ? media : undefined;
