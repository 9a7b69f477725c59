import { parseEvent, type WebhookEvent } from '../../lib/webhook/parseEvent.ts';

/** When the events of these tests are received. */
export const RECEIVED_AT = '2026-03-01T12:00:00.000Z';

/** The date that they bear, in seconds: 2026-03-01T10:00:00Z. */
export const DATE = 1_772_359_200;

/** One element of a body as JSON text: a plain flow's webhook, but for what a test is about. */
export const anElement = (parts: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    info: null,
    service: 'telegram',
    title: 'Reserved. Seat 7',
    bot: { id: 'bot-1', name: 'Demo' },
    contact: { id: 'contact-1' },
    date: DATE,
    ...parts,
  });

/** The event that an element's text becomes. */
export const eventOf = (raw: string, receivedAt = RECEIVED_AT): WebhookEvent => {
  const event = parseEvent(raw, receivedAt);
  if ('problem' in event) throw new Error(event.problem);
  return event;
};

export const anEvent = (parts: Readonly<Record<string, unknown>> = {}): WebhookEvent =>
  eventOf(anElement(parts));
