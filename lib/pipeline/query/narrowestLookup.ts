import type { CrmConfig } from '../../crm/config.ts';
import { botLookup, lookup, variableName, webhookLookup } from '../../crm/keys.ts';
import type { ContactFilter } from './contactFilter.ts';

/**
 * The index partition that finds the fewest contacts among which all that are asked for must be: by phone, e-mail,
 * indexed variable, status, tag, title or bot, in this order.
 *
 * @param filter normalised
 * @returns undefined where no filter has a lookup: then all bots of the catalog have to be read
 */
export const narrowestLookup = (filter: ContactFilter, config: CrmConfig): string | undefined => {
  const [phone] = filter.phones ?? [];
  if (phone !== undefined) return lookup('phone', phone);
  const [email] = filter.emails ?? [];
  if (email !== undefined) return lookup('email', email);
  // A blank value has no lookup, nor has a variable that `index` does not name.
  const variable = filter.variables?.find(
    ({ name, value }) => config.index.includes(name) && value.trim() !== '',
  );
  if (variable !== undefined) return lookup('var', variableName(variable.name, variable.value));
  const [status] = filter.statuses ?? [];
  if (status !== undefined) return lookup('status', status);
  const [tag] = filter.tags ?? [];
  if (tag !== undefined) return lookup('tag', tag);
  const [title] = filter.webhooks ?? [];
  if (title !== undefined) return webhookLookup(title);
  const [bot] = filter.bots ?? [];
  return bot === undefined ? undefined : botLookup(bot);
};
