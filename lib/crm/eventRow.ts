import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { WebhookEvent } from '../webhook/parseEvent.ts';
import type { CrmConfig } from './config.ts';
import { contactKey, eventKey } from './keys.ts';
import { compact, type Row } from './row.ts';

const DAY_SECONDS = 86_400;

/**
 * One line of a contact's timeline, with the event as received; undefined when the timeline keeps none.
 * It has no lookup: a person's timeline is read by contact.
 */
export const eventToRow = (event: WebhookEvent, { keepDays }: CrmConfig): Row | undefined => {
  if (keepDays === 0) return undefined;
  const { message } = event;
  return {
    ...compact({
      title: event.title === '' ? undefined : event.title,
      service: event.service,
      kind: event.kind,
      direction: message?.direction,
      type: message?.type,
      text: message?.text ?? (event.kind === 'flow' ? event.contact.last_message : undefined),
      media: message?.media,
      message_id: message?.id,
      operator: message?.operator,
      bot_id: event.bot.id === '' ? undefined : event.bot.id,
      ttl:
        keepDays === undefined
          ? undefined
          : Math.floor(Date.parse(event.at) / 1000) + keepDays * DAY_SECONDS,
    }),
    contact_id: contactKey(event.contact.id),
    webhook_title: eventKey(event.at, event.id),
    received_at: event.received_at,
    digest: event.digest,
    raw: new Uint8Array(deflateRawSync(event.raw)),
  };
};

/** The JSON text that was received, from an event row's `raw`. */
export const inflateRaw = (raw: Uint8Array): string => inflateRawSync(raw).toString('utf8');
