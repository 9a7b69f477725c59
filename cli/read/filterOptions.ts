import type { Command } from 'commander';
import type { ContactFilter, SubscriptionFilter } from '../../lib/pipeline/query/contactFilter.ts';
import { UsageProblem } from '../problem.ts';
import { readTime } from './readTime.ts';

const SUBSCRIPTIONS = ['subscribed', 'unsubscribed', 'blocked', 'unknown'] as const;

/** The filters as they are written. */
export interface FilterOptions {
  readonly webhook?: readonly string[];
  readonly tag?: readonly string[];
  readonly status?: readonly string[];
  readonly email?: readonly string[];
  readonly phone?: readonly string[];
  readonly var?: readonly string[];
  readonly bot?: readonly string[];
  readonly subscription?: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

const oneMore = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** Adds the filters, which combine, repeated ones too: what is found has all that is named. */
export const addFilterOptions = (command: Command): Command =>
  command
    .option('--webhook <title>', 'for whom a webhook of this title came', oneMore)
    .option('--tag <tag>', 'who has this tag now', oneMore)
    .option(
      '--status <status>',
      'whose status is this (the rules of crm.config.ts set it)',
      oneMore,
    )
    .option('--email <address>', 'whose e-mail is this, whatever its capitals', oneMore)
    .option('--phone <number>', 'whose phone is this, however it is written', oneMore)
    .option(
      '--var <name=value>',
      'whose variable has this value; name= finds those without',
      oneMore,
    )
    .option('--bot <id>', 'whom this bot has', oneMore)
    .option('--subscription <state>', SUBSCRIPTIONS.join(', '), oneMore)
    .option('--since <time>', 'active since; with --webhook: it last came since')
    .option('--until <time>', 'last active until; with --webhook: it last came until');

/** @param now epoch milliseconds @throws UsageProblem */
export const readFilter = (options: FilterOptions, now: number): ContactFilter => {
  const { since, until } = options;
  return {
    ...(options.webhook && { webhooks: options.webhook }),
    ...(options.tag && { tags: options.tag }),
    ...(options.status && { statuses: options.status }),
    ...(options.email && { emails: options.email }),
    ...(options.phone && { phones: options.phone }),
    ...(options.var && { variables: options.var.map(readVariable) }),
    ...(options.bot && { bots: options.bot }),
    ...(options.subscription && { subscriptions: options.subscription.map(readSubscription) }),
    ...(since !== undefined && { since: readTime(since, 'since', now) }),
    ...(until !== undefined && { until: readTime(until, 'until', now) }),
  };
};

/** The first `=` parts name and value. */
const readVariable = (text: string): { readonly name: string; readonly value: string } => {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageProblem('--var wants a name and a value: --var city=Riga');
  return { name: text.slice(0, at), value: text.slice(at + 1) };
};

const readSubscription = (text: string): SubscriptionFilter => {
  const known = SUBSCRIPTIONS.find(each => each === text);
  if (known === undefined) {
    throw new UsageProblem(`--subscription must be one of ${SUBSCRIPTIONS.join(', ')}`);
  }
  return known;
};
