import { normaliseEmail } from '../../crm/email.ts';
import { normalisePhone } from '../../crm/phone.ts';

/** A filter that can't be meant. The message quotes nothing of it. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}

export type SubscriptionFilter = 'subscribed' | 'unsubscribed' | 'blocked' | 'unknown';

/** Which contacts are asked for. All that is named must hold, each of several in one list too. */
export interface ContactFilter {
  /** Titles of webhooks that came for the contact, as sent. */
  readonly webhooks?: readonly string[];
  /** Tags that the contact has now. */
  readonly tags?: readonly string[];
  readonly statuses?: readonly string[];
  /** In any spelling that is normalised to the same address. */
  readonly emails?: readonly string[];
  /** In any spelling that is normalised to the same number. */
  readonly phones?: readonly string[];
  /** Variables and their values, as text; the empty text finds those that have none. */
  readonly variables?: readonly { readonly name: string; readonly value: string }[];
  /** Ids of bots: the one that was heard last. The empty text finds contacts whose events named none. */
  readonly bots?: readonly string[];
  /** `unknown` finds contacts of whom no subscription was ever heard. */
  readonly subscriptions?: readonly SubscriptionFilter[];
  /**
   * ISO 8601 UTC with milliseconds, both included. They compare the last activity, or, where `webhooks` are named,
   * when each of those last came.
   */
  readonly since?: string;
  readonly until?: string;
}

/**
 * Brings e-mails and phones into the form that lookups have.
 *
 * @param defaultCountry ISO 3166 code for phones written without a country
 * @throws FilterError for what can be neither
 */
export const normaliseFilter = (filter: ContactFilter, defaultCountry?: string): ContactFilter => ({
  ...filter,
  ...(filter.emails !== undefined && {
    emails: filter.emails.map(email => {
      const address = normaliseEmail(email);
      if (address === undefined) throw new FilterError('that is no e-mail address');
      return address;
    }),
  }),
  ...(filter.phones !== undefined && {
    phones: filter.phones.map(phone => {
      const number = normalisePhone(phone, defaultCountry);
      if (number === undefined) {
        throw new FilterError(
          'that is no phone number: write it with its country, like +12025550101',
        );
      }
      return number;
    }),
  }),
});
