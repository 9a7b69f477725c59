import type { ContactRecord } from '../../lib/pipeline/query/contactRecord.ts';
import type { FoundContact } from '../../lib/pipeline/query/findContacts.ts';
import type { WebhookRecord } from '../../lib/pipeline/query/webhookRecord.ts';

/** A found contact as `--json` and JSON lines have it: with the times of the webhooks that were asked for. */
export interface ContactForPrograms extends ContactRecord {
  readonly webhooks: readonly Pick<WebhookRecord, 'title' | 'first_at' | 'last_at'>[];
}

export const contactForPrograms = ({ contact, webhooks }: FoundContact): ContactForPrograms => ({
  ...contact,
  webhooks: webhooks.map(({ title, first_at, last_at }) => ({ title, first_at, last_at })),
});
