import type { VariableValue } from '../webhook/contact.ts';
import type { WebhookEvent } from '../webhook/parseEvent.ts';
import type { CrmConfig, RuleInput, RuleValue } from './config.ts';
import { readEventSource } from './eventSource.ts';

/** What the rules make of one event. */
export interface RuleOutcome {
  readonly ignore: boolean;
  readonly status?: string;
  /** Fields that rules set: never blank, for blank wipes nothing. */
  readonly set: ReadonlyMap<string, Exclude<VariableValue, null>>;
  /** The positions of the rules that matched, for `crm map`. */
  readonly matched: readonly number[];
}

/** Applies the rules to an event: all that match, later ones over earlier ones. */
export const applyRules = (event: WebhookEvent, config: CrmConfig): RuleOutcome => {
  const set = new Map<string, Exclude<VariableValue, null>>();
  const matched: number[] = [];
  let status: string | undefined;
  let ignore = false;
  for (const [position, rule] of config.rules.entries()) {
    if (!matches(rule, event)) continue;
    matched.push(position);
    status = rule.status ?? status;
    ignore = rule.ignore ?? ignore;
    for (const [field, source] of Object.entries(rule.set ?? {})) {
      const value = resolve(source, event);
      if (value !== null && value !== undefined && String(value).trim() !== '')
        set.set(field, value);
    }
  }
  return { ignore, ...(status !== undefined && { status }), set, matched };
};

const matches = ({ when = {} }: RuleInput, { title, kind, service, bot }: WebhookEvent): boolean =>
  anyOf(when.title, pattern => matchesPattern(pattern, title)) &&
  anyOf(when.kind, wanted => wanted === kind) &&
  anyOf(when.service, wanted => wanted === service) &&
  anyOf(when.bot, wanted => [bot.id, bot.external_id, bot.name].includes(wanted));

/** What is not asked for matches. */
const anyOf = <T>(wanted: T | readonly T[] | undefined, test: (each: T) => boolean): boolean =>
  wanted === undefined || [wanted].flat().some(each => test(each as T));

/**
 * A pattern with `*` for any run of characters; all else is meant literally. In time that grows with the title's length
 * alone: a title may be as long as a message, and a regular expression would go over it again for every `*`.
 */
const matchesPattern = (pattern: string, title: string): boolean => {
  const [head = '', ...others] = pattern.split('*');
  const tail = others.pop();
  if (tail === undefined) return title === pattern;
  const end = title.length - tail.length;
  if (!title.startsWith(head) || !title.endsWith(tail) || end < head.length) return false;
  let at = head.length;
  return others.every(part => {
    const found = title.indexOf(part, at);
    at = found + part.length;
    return found >= 0 && at <= end;
  });
};

const resolve = (source: RuleValue, event: WebhookEvent): VariableValue | undefined =>
  typeof source === 'object' ? readEventSource(event, source.from) : source;
