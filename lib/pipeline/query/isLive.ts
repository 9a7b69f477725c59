import type { Row } from '../../crm/row.ts';
import { stampTime } from '../../webhook/stamp.ts';

/** Whether a contact row is of a contact: a tombstone has lost its lookup. */
export const isLive = (contactRow: Row): boolean => typeof contactRow.lookup === 'string';

/** Whether a webhook row belongs to the contact's present life, and is not about to be swept after an erasure. */
export const isLiveWebhook = (webhookRow: Row, contactRow: Row): boolean =>
  typeof contactRow.erased_at !== 'string' ||
  stampTime(String(webhookRow.last_event)) > contactRow.erased_at;
