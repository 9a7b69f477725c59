import { toAttributeName } from '../../lib/crm/attributeName.ts';
import type { RegisterPath } from '../../lib/crm/contact.ts';
import type { CorrectedValue } from '../../lib/crm/correction.ts';
import type { Row } from '../../lib/crm/row.ts';
import { correctContact } from '../../lib/pipeline/correctContact.ts';
import { tidyLookups } from '../../lib/pipeline/tidyLookups.ts';
import { storedValue } from '../change/storedValue.ts';
import type { Stack } from '../connect/withStack.ts';
import { livingRow } from '../contacts/livingRow.ts';
import { Problem } from '../problem.ts';
import { note } from '../show/note.ts';
import { printJson } from '../show/printJson.ts';
import type { World } from '../world.ts';
import { type Changed, printChanges } from './printChanges.ts';

export interface SetRequest {
  readonly id: string;
  readonly by: string;
  readonly values: ReadonlyMap<RegisterPath, CorrectedValue>;
  readonly json?: true | undefined;
}

/** Corrects a contact and tells what changed; a correction that isn't there is not lifted, and leaves no line. */
export const setContact = async (
  { id, by, values, json }: SetRequest,
  stack: Stack,
  world: World,
): Promise<void> => {
  const before = await livingRow(id, stack.table);
  const idle = [...values.keys()].filter(name => values.get(name) === null && !isSet(before, name));
  const meant = new Map([...values].filter(([name]) => !idle.includes(name)));
  const at =
    meant.size === 0 ? null : await correctContact({ contactId: id, by, values: meant }, stack);
  // A run that was interrupted may have lifted it, and left the lookups.
  if (at === null) await tidyLookups(id, stack);
  const after = await livingRow(id, stack.table);
  if (at === undefined) throw new Problem('the contact was erased meanwhile: look at it first');
  const changes = [...meant].map(
    ([name, value]): Changed => ({
      name,
      before: storedValue(before, name) ?? null,
      after: storedValue(after, name) ?? null,
      lifted: value === null,
    }),
  );
  if (json) return printJson({ contact_id: id, at, by, changes }, world);
  printChanges(changes, world);
  for (const name of idle) note(`${name}: there is nothing to lift, nobody corrected it`, world);
};

/** Whether somebody corrected it, and nobody has lifted it since. */
const isSet = (row: Row, name: RegisterPath): boolean => {
  const overrides = new Map(Object.entries(Object(row.overrides ?? {})));
  return (overrides.get(toAttributeName(name)) ?? null) !== null;
};
