import type { WebhookEvent } from '../webhook/parseEvent.ts';

/** Channels that are counted by name. A service is free text to us, and what is not known must not get into a log. */
export const COUNTED_SERVICES: ReadonlySet<string> = new Set([
  'instagram',
  'livechat',
  'live_chat',
  'messenger',
  'telegram',
  'tiktok',
  'viber',
  'vk',
  'whatsapp',
]);

export interface ArrivalCounts {
  /** By channel; those that we do not know are `other`. */
  readonly services: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Record<string, number>>;
}

/** Counts the events of a batch for its log line, which the saved queries of CloudWatch add up. */
export const countArrivals = (events: readonly WebhookEvent[]): ArrivalCounts => ({
  services: countBy(events, ({ service }) => (COUNTED_SERVICES.has(service) ? service : 'other')),
  kinds: countBy(events, ({ kind }) => kind),
});

const countBy = (
  events: readonly WebhookEvent[],
  nameOf: (event: WebhookEvent) => string,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(events, nameOf)].map(([name, { length }]) => [name, length] as const),
  );
