import type { TimelineEvent } from '../../lib/pipeline/query/timelineEvent.ts';
import { valueForPeople } from '../change/storedValue.ts';

const EVENTS: Readonly<Record<string, string>> = {
  new_subscriber: 'subscribed',
  unsubscribe: 'unsubscribed',
  bot_block: 'blocked the bot',
  open_chat: 'asked for a person',
  run_custom_flow: 'started a flow',
  link_click: 'followed a link',
};

/** What a line of the timeline says: the message, the webhook of a flow, or what happened, in a person's words. */
export const eventText = (event: TimelineEvent): string => {
  const { kind, title, text, operator, by, corrections } = event;
  if (corrections !== null) return `${operator ?? ''}: ${corrected(corrections)}`;
  if (by !== null) return `${by === 'operator' && operator ? `${operator}: ` : ''}${said(event)}`;
  if (kind === 'flow')
    return `${title ?? '(no title)'}${text === null ? '' : `  (after “${text}”)`}`;
  return EVENTS[kind ?? ''] ?? title ?? kind ?? '';
};

/** Media has a kind and a place, and perhaps a caption. */
const said = ({ type, text, media }: TimelineEvent): string =>
  media === null ? (text ?? `[${type}]`) : [`[${type}]`, text, media].filter(Boolean).join(' ');

const corrected = (corrections: NonNullable<TimelineEvent['corrections']>): string =>
  Object.entries(corrections)
    // A map of the store has no order.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) =>
      value === null ? `lifted ${name}` : `set ${name} to ${valueForPeople(value)}`,
    )
    .join(', ');
