import type { WebhookEvent } from '../webhook/parseEvent.ts';
import type { Stamp } from '../webhook/stamp.ts';
import { catalogRowsOf } from './catalogRows.ts';
import type { CrmConfig } from './config.ts';
import type { Contact } from './contact.ts';
import { eventToRow } from './eventRow.ts';
import { contactOfEvent } from './registers.ts';
import type { Row } from './row.ts';
import { type WebhookState, webhookOfEvent } from './webhookRow.ts';

/** All that one event, or one correction, does to the table. */
export interface Change {
  readonly stamp: Stamp;
  /** When it happened: ISO 8601. */
  readonly at: string;
  /** The registers that it sets. */
  readonly says: Contact;
  /** Its line of the timeline, where one is kept. */
  readonly eventRow?: Row | undefined;
  /** What it shows under its title; a correction has none. */
  readonly webhook?: { readonly title: string; readonly state: WebhookState };
  /** Names that it calls for in the catalog. */
  readonly catalog: readonly Row[];
}

export const changeOfEvent = (event: WebhookEvent, config: CrmConfig): Change => ({
  stamp: event.stamp,
  at: event.at,
  says: contactOfEvent(event, config),
  eventRow: eventToRow(event, config),
  webhook: { title: event.title, state: webhookOfEvent(event) },
  catalog: catalogRowsOf(event),
});
