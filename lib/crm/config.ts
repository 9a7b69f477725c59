import * as v from 'valibot';
import { configSchema, type FIELD_TYPES } from './configSchema.ts';
import { messageOf } from './namedSchema.ts';

export type FieldType = (typeof FIELD_TYPES)[number];

/** What a user writes in `crm.config.ts`. */
export type CrmConfigInput = v.InferInput<typeof configSchema>;
export type RuleInput = NonNullable<CrmConfigInput['rules']>[number];
export type RuleValue = NonNullable<RuleInput['set']>[string];

/** The configuration, checked and in one shape. */
export interface CrmConfig {
  readonly fields: ReadonlyMap<
    string,
    { readonly from: readonly string[]; readonly type: FieldType }
  >;
  readonly rules: readonly RuleInput[];
  readonly index: readonly string[];
  readonly defaultCountry?: string;
  /** How long event rows live, in days; 0 keeps none, absent keeps all. */
  readonly keepDays?: number;
}

/** The configuration is wrong; the message lists every problem, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Checks a configuration and brings it into one shape. For `crm.config.ts`: `export default defineCrm({ … })`.
 *
 * @throws ConfigError that names the path of each problem and what would be right
 */
export const defineCrm = (input: CrmConfigInput): CrmConfig => {
  const result = v.safeParse(configSchema, input);
  if (!result.success) throw new ConfigError(listProblems(result.issues));
  const { fields = {}, rules = [], index = [], defaultCountry, timeline } = result.output;
  return {
    fields: new Map(
      Object.entries(fields).map(([name, spec]) => {
        const { from = [], type = 'text' } = typeof spec === 'string' ? { from: spec } : spec;
        return [name, { from: [from].flat(), type }];
      }),
    ),
    rules,
    index,
    ...(defaultCountry !== undefined && { defaultCountry }),
    ...(timeline?.keepDays !== undefined && { keepDays: timeline.keepDays }),
  };
};

const listProblems = (issues: readonly v.BaseIssue<unknown>[]): string =>
  [
    'crm.config.ts is wrong:',
    ...issues.map(issue => `  ${pathOf(issue)}: ${messageOf(issue)}`),
  ].join('\n');

const pathOf = (issue: v.BaseIssue<unknown>): string =>
  (issue.path ?? [])
    .map(({ key }) => step(key))
    .join('')
    .replace(/^\./, '') || 'the whole';

const step = (key: unknown): string => {
  if (typeof key === 'number') return `[${key}]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(String(key)) ? `.${key}` : `[${JSON.stringify(key)}]`;
};
