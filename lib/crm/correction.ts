import { createHash } from 'node:crypto';
import { canonicalJson } from '../webhook/canonicalJson.ts';
import { makeStamp } from '../webhook/stamp.ts';
import { fromAttributeName, toAttributeName } from './attributeName.ts';
import type { Change } from './change.ts';
import type { RegisterPath } from './contact.ts';
import { contactKey, eventKey } from './keys.ts';
import type { AttributeValue, Row } from './row.ts';

export const CORRECTION = 'correction';

/** What a person may say of a register: a value that wins over the bot's, or null, which lifts it. */
export type CorrectedValue = string | number | boolean | readonly string[] | null;

/** A person's correction of a contact. */
export interface Correction {
  readonly contactId: string;
  /** When it was made: ISO 8601 with milliseconds. */
  readonly at: string;
  /** Who made it. */
  readonly by: string;
  /** By what is corrected: `status`, `email`, `tags`, `variables.<name>`, `fields.<name>`, … */
  readonly values: ReadonlyMap<RegisterPath, CorrectedValue>;
}

/**
 * What a correction does to the table: it sets overrides and leaves a line in the timeline, which never expires, so that a
 * rebuild keeps it. It is no activity of the contact.
 */
export const changeOfCorrection = ({ contactId, at, by, values }: Correction): Change => {
  const corrections = Object.fromEntries(
    [...values].map(([path, value]) => [toAttributeName(path), value]),
  );
  const hash = createHash('sha256')
    .update(canonicalJson([contactId, at, by, corrections]))
    .digest('hex');
  const [id, digest] = [hash.slice(0, 20), hash.slice(20, 28)];
  return toChange(contactId, makeStamp(at, id, digest), {
    contact_id: contactKey(contactId),
    webhook_title: eventKey(at, id),
    kind: CORRECTION,
    operator: by,
    corrections,
    digest,
    received_at: at,
  });
};

/** The correction that a line of the timeline tells of. */
export const changeOfCorrectionRow = (contactId: string, row: Row): Change => {
  const [, at = '', id = ''] = row.webhook_title.split('#');
  return toChange(contactId, makeStamp(at, id, String(row.digest)), row);
};

const toChange = (contactId: string, stamp: string, eventRow: Row): Change => ({
  stamp,
  at: String(eventRow.received_at),
  says: {
    id: contactId,
    registers: new Map(
      entriesOf(eventRow.corrections).map(([path, value]) => [
        `override.${fromAttributeName(path)}`,
        { value, stamp },
      ]),
    ),
  },
  eventRow,
  catalog: [],
});

const entriesOf = (map: AttributeValue | undefined): [string, AttributeValue][] =>
  typeof map === 'object' && map !== null ? Object.entries(map) : [];
