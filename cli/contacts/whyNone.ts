import { catalogKey } from '../../lib/crm/keys.ts';
import type { Key } from '../../lib/crm/row.ts';
import type { ContactFilter } from '../../lib/pipeline/query/contactFilter.ts';
import type { Queries } from '../connect/withQueries.ts';

/** Tells a person who found nobody where the name that they typed may be wrong. */
export const whyNone = async (filter: ContactFilter, { table }: Queries): Promise<string> => {
  const asked: readonly (readonly [Key, string])[] = [
    ...(filter.webhooks ?? []).map(
      title =>
        [
          catalogKey('webhook', title),
          'no webhook of that title ever came: crm titles lists them',
        ] as const,
    ),
    ...(filter.tags ?? []).map(
      tag => [catalogKey('tag', tag), 'nobody ever had that tag: crm tags lists them'] as const,
    ),
    ...(filter.bots ?? []).map(
      bot =>
        [catalogKey('bot', bot), 'no bot of that id was ever heard: crm bots lists them'] as const,
    ),
    ...(filter.variables ?? []).map(
      ({ name }) =>
        [catalogKey('var', name), 'no contact ever had a variable of that name'] as const,
    ),
  ];
  for (const [key, reason] of asked) {
    if ((await table.read([key])).length === 0) return `no contacts: ${reason}`;
  }
  return 'no contacts';
};
