import { botLookup, lookup, webhookLookup } from '../../crm/keys.ts';
import type { ContactFilter } from './contactFilter.ts';
import { findContacts, type QueryDependencies } from './findContacts.ts';
import type { QueryTable } from './queryPort.ts';

/** Whose audience is counted: those who have a tag, for whom a webhook came, or whom a bot has. */
export type Audience =
  | { readonly tag: string }
  | { readonly title: string }
  /** Empty for contacts whose events named no bot. */
  | { readonly bot: string };

/**
 * Counts an audience on its lookups: cheap (some thirty contacts a read unit at 4 KB), and at worst slightly high, since
 * a lookup may outlive what it says for a moment, or after a crash until the event comes again.
 */
export const countLookups = (audience: Audience, table: QueryTable): Promise<number> =>
  table.count(partitionOf(audience));

/** Counts an audience exactly: every contact is read and verified, at half a read unit or more each. */
export const countContacts = async (
  audience: Audience,
  deps: QueryDependencies,
): Promise<number> => {
  let count = 0;
  for await (const { found } of findContacts(filterOf(audience), deps)) count += found.length;
  return count;
};

const partitionOf = (audience: Audience): string => {
  if ('tag' in audience) return lookup('tag', audience.tag);
  return 'title' in audience ? webhookLookup(audience.title) : botLookup(audience.bot);
};

const filterOf = (audience: Audience): ContactFilter => {
  if ('tag' in audience) return { tags: [audience.tag] };
  return 'title' in audience ? { webhooks: [audience.title] } : { bots: [audience.bot] };
};
