import { asOf, type Contact, emptyContact } from '../crm/contact.ts';
import { contactFromRow, contactToRow } from '../crm/contactRow.ts';
import { CONTACT, contactKey } from '../crm/keys.ts';
import { stampTime } from '../webhook/stamp.ts';
import { sweepErased } from './sweepErased.ts';
import { untilWon } from './untilWon.ts';
import type { WriteDependencies } from './writeContact.ts';

const OPT_OUTS: readonly unknown[] = ['unsubscribed', 'blocked'];
const SUBSCRIPTION_PATHS = ['subscription', 'override.subscription'];

export type EraseDependencies = Omit<WriteDependencies, 'catalog'>;

/** What an erasure did. */
export interface Erasure {
  /** Events not newer than this are dropped from now on: ISO 8601. */
  readonly erased_at: string;
  /** The contact was a tombstone already; the sweep ran again. */
  readonly already: boolean;
  /** Rows deleted by this sweep. */
  readonly swept: number;
}

/**
 * Erases a contact: its row becomes a tombstone, its other rows are swept. Consumers that read before the tombstone may
 * still put rows until their timeout is over: call `sweepAgain` a minute after it. An erasure that was
 * interrupted is simply run again.
 *
 * @param contactId the contact's id, as sent
 */
export const eraseContact = async (
  contactId: string,
  deps: EraseDependencies,
): Promise<Erasure> => {
  const { table, config, now, pause } = deps;
  const key = { contact_id: contactKey(contactId), webhook_title: CONTACT };
  return untilWon(async () => {
    const [row] = await table.read([key]);
    const contact = row === undefined ? emptyContact(contactId) : contactFromRow(row);
    const held = Number(row?.rev ?? 0);
    const already = isTombstone(contact);
    const tombstone = already ? contact : toTombstone(contact, new Date(now()).toISOString());
    const rev = already ? held : held + 1;
    const next = contactToRow(tombstone, config, { rev, since: '' });
    if (!already && !(await table.putVersioned(next, row))) return 'lost';
    const swept = await sweepErased(table, { contact: tombstone, rev, config });
    return { erased_at: tombstone.erased_at ?? '', already, swept };
  }, pause);
};

/**
 * Sweeps again what consumers that had read before the tombstone put after the first sweep. A contact that came back in
 * the meantime keeps all that is newer than its erasure.
 *
 * @returns how many rows went
 */
export const sweepAgain = async (
  contactId: string,
  { table, config }: Pick<EraseDependencies, 'table' | 'config'>,
): Promise<number> => {
  const [row] = await table.read([{ contact_id: contactKey(contactId), webhook_title: CONTACT }]);
  return row === undefined
    ? 0
    : sweepErased(table, { contact: contactFromRow(row), rev: Number(row.rev), config });
};

/** A tombstone knows nothing but when it was made and an opt-out: an erased person who comes back has registers again. */
const isTombstone = (contact: Contact): boolean =>
  contact.erased_at !== undefined &&
  [...contact.registers.keys()].every(path => SUBSCRIPTION_PATHS.includes(path));

const toTombstone = (contact: Contact, now: string): Contact => {
  const newest = asOf(contact);
  const heard = newest === undefined ? now : stampTime(newest);
  const optOut = SUBSCRIPTION_PATHS.flatMap(path => {
    const register = contact.registers.get(path);
    return register !== undefined && OPT_OUTS.includes(register.value)
      ? [[path, register] as const]
      : [];
  });
  const times = [now, heard, contact.erased_at ?? now].sort((a, b) => (a < b ? -1 : 1));
  return { id: contact.id, registers: new Map(optOut), erased_at: times.at(-1) ?? now };
};
