import type { Row } from '../../crm/row.ts';
import { textOf, type Value, valuesOf } from './contactRecord.ts';

/** A webhook that came for a contact, with the contact as its newest event showed it. Times are ISO 8601 UTC. */
export interface WebhookRecord {
  /** As sent; null where the events had none. */
  readonly title: string | null;
  readonly kind: string | null;
  readonly service: string | null;
  readonly first_at: string;
  readonly last_at: string;
  /** What the contact answered: the message itself, else the last one that the bot had from them. */
  readonly answer: string | null;
  readonly tags: readonly string[];
  readonly variables: Readonly<Record<string, Value>>;
}

export const toWebhookRecord = (row: Row): WebhookRecord => ({
  title: textOf(row.title),
  kind: textOf(row.kind),
  service: textOf(row.service),
  first_at: String(row.first_at),
  last_at: String(row.last_at),
  answer: textOf(row.text) ?? textOf(row.last_message),
  tags: Array.isArray(row.tags) ? row.tags.map(String) : [],
  variables: valuesOf(row.variables),
});
