import type { CrmConfig } from '../../crm/config.ts';
import { contactFromRow } from '../../crm/contactRow.ts';
import { viewContact } from '../../crm/contactView.ts';
import { botLookup, type LookupKind } from '../../crm/keys.ts';
import { lookupsOf } from '../../crm/lookups.ts';
import type { Row } from '../../crm/row.ts';
import type { ContactFilter } from './contactFilter.ts';
import { isLive } from './isLive.ts';

/**
 * Whether a contact is among those asked for, judged by its own rows: a lookup may have outlived what it says.
 *
 * @param filter normalised
 * @param webhookRows those of the filter's webhooks that the contact has, in the filter's order; undefined for one that
 *   it does not have
 */
export const matchesFilter = (
  contactRow: Row,
  webhookRows: readonly (Row | undefined)[],
  filter: ContactFilter,
  config: CrmConfig,
): boolean =>
  isLive(contactRow) &&
  (filter.bots ?? []).every(bot => contactRow.lookup === botLookup(bot)) &&
  (filter.subscriptions ?? []).every(each => each === (contactRow.subscription ?? 'unknown')) &&
  isWithin(contactRow, webhookRows, filter) &&
  hasLookups(contactRow, filter, config) &&
  hasVariables(contactRow, filter, config);

const isWithin = (
  contactRow: Row,
  webhookRows: readonly (Row | undefined)[],
  { since, until }: ContactFilter,
): boolean => {
  const within = (time: unknown): boolean =>
    typeof time === 'string' &&
    (since === undefined || time >= since) &&
    (until === undefined || time <= until);
  if (webhookRows.length > 0) {
    return webhookRows.every(row => row !== undefined && within(row.last_at));
  }
  return (since === undefined && until === undefined) || within(contactRow.last_activity);
};

const hasLookups = (row: Row, filter: ContactFilter, config: CrmConfig): boolean => {
  const wanted: readonly (readonly [LookupKind, string])[] = [
    ...(filter.tags ?? []).map(name => ['tag', name] as const),
    ...(filter.statuses ?? []).map(name => ['status', name] as const),
    ...(filter.emails ?? []).map(name => ['email', name] as const),
    ...(filter.phones ?? []).map(name => ['phone', name] as const),
  ];
  if (wanted.length === 0) return true;
  const held = [...lookupsOf(contactFromRow(row), config).values()];
  return wanted.every(([kind, name]) =>
    held.some(each => each.kind === kind && each.name === name),
  );
};

const hasVariables = (row: Row, { variables = [] }: ContactFilter, config: CrmConfig): boolean => {
  if (variables.length === 0) return true;
  const view = viewContact(contactFromRow(row), config);
  return variables.every(({ name, value }) => String(view.variables.get(name) ?? '') === value);
};
