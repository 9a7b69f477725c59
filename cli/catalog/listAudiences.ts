import {
  type Audience,
  countContacts,
  countLookups,
} from '../../lib/pipeline/query/countContacts.ts';
import type { Queries } from '../connect/withQueries.ts';
import type { AnswerOptions } from '../read/answerOptions.ts';
import { costReport, printCosts } from '../show/costReport.ts';
import { note } from '../show/note.ts';
import { counted, numberForPeople } from '../show/numbers.ts';
import { printJson } from '../show/printJson.ts';
import { type Column, createTable } from '../show/table.ts';
import type { World } from '../world.ts';

/** Audiences that are counted at a time. */
const AT_ONCE = 8;

export interface AudienceOptions extends AnswerOptions {
  readonly exact?: true;
}

/** What a command of the catalog lists. */
export interface Listing<T extends object> {
  /** The list's name in JSON, and what one item is called. */
  readonly list: string;
  readonly item: string;
  readonly entries: readonly T[];
  readonly audience: (entry: T) => Audience;
  readonly columns: readonly Column<T>[];
}

/** Lists entries of the catalog with the size of each one's audience, the largest first. */
export const listAudiences = async <T extends object>(
  { list, item, entries, audience, columns }: Listing<T>,
  { exact, json, explain }: AudienceOptions,
  queries: Queries,
  world: World,
): Promise<void> => {
  const sized: (T & { readonly contacts: number })[] = [];
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const counting = entries.slice(from, from + AT_ONCE).map(async entry => ({
      ...entry,
      contacts: await (exact
        ? countContacts(audience(entry), queries)
        : countLookups(audience(entry), queries.table)),
    }));
    sized.push(...(await Promise.all(counting)));
  }
  sized.sort((a, b) => b.contacts - a.contacts);
  if (json) {
    const costs = explain && { explain: costReport(queries.costs) };
    return printJson({ [list]: sized, exact: exact === true, ...costs }, world);
  }
  const size: Column<T & { readonly contacts: number }> = {
    title: 'CONTACTS',
    cell: ({ contacts }) => `${exact ? '' : '≈'}${numberForPeople(contacts)}`,
    right: true,
    whole: true,
  };
  await createTable([size, ...columns], world).rows(sized);
  note(counted(entries.length, item), world);
  if (explain) printCosts(queries.costs, world);
};
