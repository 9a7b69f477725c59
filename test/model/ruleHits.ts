import type { Json, Meant } from './meant.ts';
import type { TestConfig } from './testConfig.ts';
import { asText, blank } from './valueText.ts';

export type RuleHits = {
  readonly ignore: boolean;
  readonly status: string | undefined;
  readonly set: ReadonlyMap<string, string>;
};

/** What the rules of a configuration make of one event; a later rule wins over an earlier one. */
export function ruleHits(config: TestConfig, { title, service, snapshot }: Meant): RuleHits {
  const set = new Map<string, string>();
  let status: string | undefined;
  let ignore = false;
  for (const rule of config.rules) {
    if (rule.when.title !== undefined && !titleMatches(rule.when.title, title)) continue;
    if (rule.when.service !== undefined && rule.when.service !== service) continue;
    ignore ||= rule.ignore === true;
    status = rule.status ?? status;
    for (const [field, source] of Object.entries(rule.set ?? {})) {
      const variable = typeof source === 'string' ? '' : source.from.slice('variables.'.length);
      const said = snapshot.variables?.find(([name]) => name === variable)?.[1];
      const value = typeof source === 'string' ? source : said;
      if (!blank(value)) set.set(field, asText(value));
    }
  }
  return { ignore, status, set };
}

/** A field is what a rule set, else the first of its variables that is not blank. */
export function fieldsOf(
  config: TestConfig,
  variables: ReadonlyMap<string, Json>,
  setByRules: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const fields = new Map<string, string>();
  for (const [field, source] of Object.entries(config.fields)) {
    const from = typeof source === 'string' ? source : source.from;
    const values = [from].flat().map(name => variables.get(name));
    const value = values.find(one => !blank(one));
    if (value !== undefined) fields.set(field, asText(value));
  }
  return Object.fromEntries([...fields, ...setByRules]);
}

function titleMatches(pattern: string, title: string): boolean {
  const [start = '', end] = pattern.split('*');
  return end === undefined ? title === start : title.startsWith(start) && title.endsWith(end);
}
