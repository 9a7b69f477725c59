import type { WebhookEvent } from '../webhook/parseEvent.ts';
import { stampTime } from '../webhook/stamp.ts';
import { toAttributeName } from './attributeName.ts';
import type { Version } from './contactRow.ts';
import { contactKey, webhookKey, webhookLookup } from './keys.ts';
import { compact, type Row } from './row.ts';

/** The webhook row's own state: what is not copied from the newest event. */
export interface WebhookState {
  /** The stamp of the newest event of this title. */
  readonly last_event: string;
  /** First and last time it came: ISO 8601. */
  readonly first_at: string;
  readonly last_at: string;
  /** The contact as that event showed it, as attributes. */
  readonly shown: Readonly<Record<string, Row[string]>>;
}

/** The state that one event gives its webhook row. */
export const webhookOfEvent = (event: WebhookEvent): WebhookState => ({
  last_event: event.stamp,
  first_at: event.at,
  last_at: event.at,
  shown: showContact(event),
});

/** Merges two states of one webhook row: the newest event shows the contact, the times are the outermost. */
export const mergeWebhooks = (a: WebhookState, b: WebhookState): WebhookState => {
  const { last_event, shown } = a.last_event < b.last_event ? b : a;
  return {
    last_event,
    shown,
    first_at: a.first_at < b.first_at ? a.first_at : b.first_at,
    last_at: a.last_at > b.last_at ? a.last_at : b.last_at,
  };
};

export const webhookToRow = (
  key: { readonly contactId: string; readonly title: string },
  state: WebhookState,
  { rev, since, erasedAt }: Version & { readonly erasedAt?: string | undefined },
): Row => ({
  ...state.shown,
  ...compact({ erased_at: erasedAt }),
  contact_id: contactKey(key.contactId),
  webhook_title: webhookKey(key.title),
  first_at: state.first_at,
  last_at: state.last_at,
  last_event: state.last_event,
  rev,
  lookup: webhookLookup(key.title),
  since,
});

const OWN = new Set([
  'contact_id',
  'webhook_title',
  'first_at',
  'last_at',
  'last_event',
  'rev',
  'lookup',
  'since',
  'erased_at',
]);

/** Reads a webhook row back; undefined when it was written before the contact was erased, so it starts afresh. */
export const webhookFromRow = (
  row: Row,
  erasedAt: string | undefined,
): WebhookState | undefined => {
  const lastEvent = String(row.last_event);
  if (erasedAt !== undefined && stampTime(lastEvent) <= erasedAt) return undefined;
  return {
    last_event: lastEvent,
    first_at: String(row.first_at),
    last_at: String(row.last_at),
    shown: Object.fromEntries(Object.entries(row).filter(([name]) => !OWN.has(name))),
  };
};

const showContact = ({
  contact,
  title,
  service,
  kind,
  bot,
  message,
}: WebhookEvent): Readonly<Record<string, Row[string]>> =>
  compact({
    title: title === '' ? undefined : title,
    service,
    kind,
    bot: compact({ ...bot }),
    name: contact.name,
    username: contact.username,
    email: contact.email,
    phone: contact.phone,
    photo: contact.photo,
    tags: contact.tags,
    variables:
      contact.variables.size === 0
        ? undefined
        : Object.fromEntries(
            [...contact.variables].map(([name, value]) => [toAttributeName(name), value]),
          ),
    last_message: contact.last_message,
    text: message?.text,
  });
