import type { WebhookEvent } from '../webhook/parseEvent.ts';
import { catalogKey } from './keys.ts';
import { compact, type Row } from './row.ts';

/**
 * The catalog rows that an event calls for: its title, tags, bot and variables exist, so that a person can be offered a
 * list. Names only: no value, no address, nobody's id. A bot is renamed now and then: the newest name counts, hence `as_of`.
 */
export const catalogRowsOf = (event: WebhookEvent): readonly Row[] => [
  {
    ...catalogKey('webhook', event.title),
    ...compact({ title: event.title || undefined, kind: event.kind }),
  },
  {
    ...catalogKey('bot', event.bot.id || '@unknown'),
    ...compact({
      bot: event.bot.id || undefined,
      name: event.bot.name,
      service: event.service,
      as_of: event.bot.name === undefined ? undefined : event.at,
    }),
  },
  ...(event.contact.tags ?? []).map(tag => ({ ...catalogKey('tag', tag), tag })),
  ...[...event.contact.variables.keys()].map(name => ({
    ...catalogKey('var', name),
    variable: name,
  })),
];
