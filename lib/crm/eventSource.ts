import type { VariableValue } from '../webhook/contact.ts';
import type { WebhookEvent } from '../webhook/parseEvent.ts';

type Read = (event: WebhookEvent) => VariableValue | undefined;

/** The parts of an event that a rule can take a value from. */
const PARTS: Readonly<Record<string, Read>> = {
  title: event => event.title,
  service: event => event.service,
  kind: event => event.kind,
  at: event => event.at,
  'bot.id': event => event.bot.id,
  'bot.name': event => event.bot.name,
  'contact.id': event => event.contact.id,
  'contact.name': event => event.contact.name,
  'contact.username': event => event.contact.username,
  'contact.email': event => event.contact.email,
  'contact.phone': event => event.contact.phone,
  'contact.last_message': event => event.contact.last_message,
  'message.text': event => event.message?.text,
  'message.type': event => event.message?.type,
  'message.media': event => event.message?.media,
  'message.operator': event => event.message?.operator,
};

const VARIABLE = 'variables.';

/** For messages: what `from` may name. */
export const EVENT_SOURCES: readonly string[] = ['variables.<name>', ...Object.keys(PARTS)];

export const isEventSource = (from: string): boolean =>
  Object.hasOwn(PARTS, from) || (from.startsWith(VARIABLE) && from.length > VARIABLE.length);

/** Takes a value from an event; undefined where the event does not have it. */
export const readEventSource = (event: WebhookEvent, from: string): VariableValue | undefined =>
  from.startsWith(VARIABLE)
    ? event.contact.variables.get(from.slice(VARIABLE.length))
    : Object.hasOwn(PARTS, from)
      ? PARTS[from]?.(event)
      : undefined;
