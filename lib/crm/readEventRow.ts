import { parseEvent } from '../webhook/parseEvent.ts';
import { makeStamp, type Stamp } from '../webhook/stamp.ts';
import { type Change, changeOfEvent } from './change.ts';
import type { CrmConfig } from './config.ts';
import { CORRECTION, changeOfCorrectionRow } from './correction.ts';
import { inflateRaw } from './eventRow.ts';
import { webhookKey } from './keys.ts';
import type { Row } from './row.ts';
import { applyRules } from './rules.ts';

/** An event as its row tells of it, under a configuration. */
export interface TimelineEvent {
  readonly stamp: Stamp;
  readonly at: string;
  /** Its webhook row's key; a correction has none. */
  readonly webhook?: string;
  /** Absent where the rules ignore the event today. */
  readonly change?: Change;
}

/**
 * Reads an event row. Its key and digest stay what identifies the event, whatever today's code would make of its text.
 *
 * @returns undefined where today's code can make nothing of it
 */
export const readEventRow = (
  row: Row,
  contactId: string,
  config: CrmConfig,
): TimelineEvent | undefined => {
  const [, at = '', id = ''] = row.webhook_title.split('#');
  const stamp = makeStamp(at, id, String(row.digest));
  if (row.kind === CORRECTION) return { stamp, at, change: changeOfCorrectionRow(contactId, row) };
  const webhook = webhookKey(String(row.title ?? ''));
  const raw = readRaw(row);
  if (raw === undefined) return undefined;
  const event = parseEvent(raw, String(row.received_at));
  if ('problem' in event) return undefined;
  if (applyRules(event, config).ignore) return { stamp, at, webhook };
  const change = changeOfEvent({ ...event, at, id, stamp, digest: String(row.digest) }, config);
  return { stamp, at, webhook, change };
};

const readRaw = ({ raw }: Row): string | undefined => {
  try {
    return raw instanceof Uint8Array ? inflateRaw(raw) : undefined;
  } catch {
    // Somebody wrote something else into it.
    return undefined;
  }
};
