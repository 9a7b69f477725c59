import { rebuildContact } from '../../lib/pipeline/rebuildContact.ts';
import type { Stack } from '../connect/withStack.ts';
import { contactOrProblem } from '../contacts/contactOrProblem.ts';
import { contactRow } from '../contacts/livingRow.ts';
import { ordinal } from '../show/numbers.ts';

/**
 * Looks before the first is changed. A contact whose events a rule ignores has a timeline alone, and can be rebuilt;
 * so can one that was erased, if events came since.
 *
 * @throws Problem for one that is not there, or was erased
 */
export const allCanBeRebuilt = async (ids: readonly string[], stack: Stack): Promise<void> => {
  for (const [index, id] of ids.entries()) {
    const row = await contactRow(id, stack.table);
    const isErased = row?.lookup === undefined && typeof row?.erased_at === 'string';
    const hasEvents =
      isErased && ((await rebuildContact(id, { dryRun: true }, stack))?.events ?? 0) > 0;
    contactOrProblem(
      isErased && !hasEvents ? { erased_at: String(row.erased_at) } : row,
      ids.length === 1 ? undefined : `the ${ordinal(index)}`,
    );
  }
};
