import { isSupportedCountry } from 'libphonenumber-js/min';
import * as v from 'valibot';
import { SYSTEM_EVENTS } from '../webhook/parseEvent.ts';
import { EVENT_SOURCES, isEventSource } from './eventSource.ts';

const FIELD_TYPES = ['text', 'number', 'date', 'boolean', 'email', 'phone'] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

const oneOrMore = <T>(item: v.GenericSchema<T>) =>
  v.union([item, v.pipe(v.array(item), v.minLength(1, 'names nothing: take it out or fill it'))]);

const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));

const source = v.strictObject(
  {
    from: v.pipe(
      v.string(),
      v.check(isEventSource, `must name a part of the event: ${EVENT_SOURCES.join(', ')}`),
    ),
  },
  'must be text, a number, true, false, or { from: "variables.seat" }',
);

const value = v.union([v.string(), v.pipe(v.number(), v.finite()), v.boolean(), source], issue =>
  typeof issue.input === 'object'
    ? `must be { from: "…" } with one of ${EVENT_SOURCES.join(', ')}`
    : 'must be text, a number, true, false, or { from: "variables.seat" }',
);

const field = v.union(
  [
    text,
    v.strictObject({
      from: v.optional(oneOrMore(text)),
      type: v.optional(v.picklist(FIELD_TYPES)),
    }),
  ],
  `must be the name of a variable, or { from: "name" or ["name", …], type: one of ${FIELD_TYPES.join(', ')} }`,
);

const rule = v.pipe(
  v.strictObject({
    when: v.optional(
      v.strictObject({
        title: v.optional(oneOrMore(text)),
        kind: v.optional(
          oneOrMore(
            v.picklist(
              [...SYSTEM_EVENTS, 'flow'],
              `must be flow or one of ${SYSTEM_EVENTS.join(', ')}`,
            ),
          ),
        ),
        service: v.optional(oneOrMore(text)),
        bot: v.optional(oneOrMore(text)),
      }),
    ),
    set: v.optional(v.record(text, value)),
    status: v.optional(text),
    ignore: v.optional(v.boolean('must be true or false')),
  }),
  v.check(
    ({ set, status, ignore }) =>
      ignore === true || status !== undefined || Object.keys(set ?? {}).length > 0,
    'does nothing: give it set, status or ignore',
  ),
);

const schema = v.strictObject({
  fields: v.optional(v.record(text, field)),
  rules: v.optional(v.array(rule, 'must be a list of rules')),
  index: v.optional(v.array(text, 'must be a list of names of variables')),
  defaultCountry: v.optional(
    v.pipe(v.string(), v.check(isSupportedCountry, 'must be an ISO 3166 country code, such as LV')),
  ),
  timeline: v.optional(
    v.strictObject({
      keepDays: v.optional(
        v.pipe(
          v.number('must be a number of days'),
          v.integer('must be a whole number of days'),
          v.minValue(
            0,
            'must not be negative: 0 keeps no timeline, leaving it out keeps all of it',
          ),
        ),
      ),
    }),
  ),
});

/** What a user writes in `crm.config.ts`. */
export type CrmConfigInput = v.InferInput<typeof schema>;
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
  const result = v.safeParse(schema, input);
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
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '') || 'the whole';

const messageOf = (issue: v.BaseIssue<unknown>): string =>
  issue.type === 'strict_object' && issue.expected === 'never'
    ? 'is not an option: take it out or mend its spelling'
    : issue.message;
