import type { ContactFilter } from '../../lib/pipeline/query/contactFilter.ts';
import { type FoundContact, findContacts } from '../../lib/pipeline/query/findContacts.ts';
import type { Queries } from '../connect/withQueries.ts';
import type { AnswerOptions } from '../read/answerOptions.ts';
import { costReport, printCosts } from '../show/costReport.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import { printJson } from '../show/printJson.ts';
import { createTable } from '../show/table.ts';
import type { World } from '../world.ts';
import { contactColumns } from './contactColumns.ts';
import { contactForPrograms } from './contactForPrograms.ts';
import { whyNone } from './whyNone.ts';

export interface ListOptions extends AnswerOptions {
  readonly limit: number;
}

/** Lists contacts as they are found. */
export const listContacts = async (
  filter: ContactFilter,
  { limit, json, explain }: ListOptions,
  queries: Queries,
  world: World,
): Promise<void> => {
  const table = createTable(contactColumns(filter), world);
  const kept: FoundContact[] = [];
  let count = 0;
  let more = false;
  for await (const { found } of findContacts(filter, queries, { expected: limit + 1 })) {
    const page = found.slice(0, limit - count);
    count += page.length;
    if (json) kept.push(...page);
    else await table.rows(page);
    more = page.length < found.length;
    if (more) break;
  }
  if (json) {
    const contacts = kept.map(contactForPrograms);
    const costs = explain && { explain: costReport(queries.costs) };
    return printJson({ contacts, more, ...costs }, world);
  }
  if (count === 0) note(await whyNone(filter, queries), world);
  else if (more)
    note(`${counted(count, 'contact')}, and there are more: --limit all lists them`, world);
  else note(counted(count, 'contact'), world);
  if (explain) printCosts(queries.costs, world);
};
