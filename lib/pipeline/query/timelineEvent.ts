import { fromAttributeName } from '../../crm/attributeName.ts';
import { CORRECTION } from '../../crm/correction.ts';
import { inflateRaw } from '../../crm/eventRow.ts';
import { EVENT } from '../../crm/keys.ts';
import type { AttributeValue, Row } from '../../crm/row.ts';
import { textOf } from './contactRecord.ts';

/** Something that happened with a contact. Times are ISO 8601 UTC; null is what the event did not tell. */
export interface TimelineEvent {
  readonly event_id: string;
  readonly at: string;
  readonly received_at: string | null;
  /** A system event, or `flow`: then `title` is the name of the webhook that someone placed in it. */
  readonly kind: string | null;
  readonly title: string | null;
  readonly service: string | null;
  readonly bot_id: string | null;
  /** Who spoke; null where nobody did. */
  readonly by: 'client' | 'bot' | 'operator' | null;
  /** The operator's name, else their address. */
  readonly operator: string | null;
  /** What kind of message: the messenger's own word. */
  readonly type: string | null;
  /** What was said; of a flow, what the client had said last. */
  readonly text: string | null;
  readonly media: string | null;
  readonly message_id: string | null;
  /** What a person corrected, by name; null where that was lifted. Only on a `correction`. */
  readonly corrections: Readonly<Record<string, AttributeValue>> | null;
  /** The event's JSON text, as received. */
  readonly raw: string | null;
}

/** An event row as a line of the timeline. */
export const toTimelineEvent = (row: Row): TimelineEvent => {
  const [at = '', eventId = ''] = row.webhook_title.slice(EVENT.length).split('#');
  return {
    event_id: eventId,
    at,
    received_at: textOf(row.received_at),
    kind: textOf(row.kind),
    title: textOf(row.title),
    service: textOf(row.service),
    bot_id: textOf(row.bot_id),
    by: speakerOf(row),
    operator: textOf(row.operator),
    type: textOf(row.type),
    text: textOf(row.text),
    media: textOf(row.media),
    message_id: textOf(row.message_id),
    corrections: correctionsOf(row.corrections),
    raw: row.raw instanceof Uint8Array ? inflateRaw(row.raw) : null,
  };
};

const correctionsOf = (map: AttributeValue | undefined): TimelineEvent['corrections'] =>
  typeof map === 'object' && map !== null && !Array.isArray(map) && !(map instanceof Uint8Array)
    ? Object.fromEntries(
        Object.entries(map).map(([name, value]) => [fromAttributeName(name), value]),
      )
    : null;

const speakerOf = ({ kind, direction, operator }: Row): TimelineEvent['by'] => {
  if (kind === CORRECTION) return 'operator';
  if (direction === 'incoming') return 'client';
  if (direction !== 'outgoing') return null;
  return operator === undefined ? 'bot' : 'operator';
};
