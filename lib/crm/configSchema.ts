import { isSupportedCountry } from 'libphonenumber-js/min';
import * as v from 'valibot';
import { SYSTEM_EVENTS } from '../webhook/parseEvent.ts';
import { parseJson } from '../webhook/parseJson.ts';
import { EVENT_SOURCES, isEventSource } from './eventSource.ts';
import { namedSchema } from './namedSchema.ts';

export const FIELD_TYPES = ['text', 'number', 'date', 'boolean', 'email', 'phone'] as const;

/** A hundred years: later, and the time at which a row ends is no time any more. */
const MOST_DAYS = 36_500;

const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
const kind = v.picklist(
  [...SYSTEM_EVENTS, 'flow'],
  `must be flow or one of ${SYSTEM_EVENTS.join(', ')}`,
);

/** Told apart by their shape, not tried one after the other, so that a problem is named where it is. */
const oneOrMore = <T>(item: v.GenericSchema<T>) => {
  const list = v.pipe(v.array(item), v.minLength(1, 'names nothing: take it out or fill it'));
  return v.lazy((input): v.GenericSchema<T | T[]> => (Array.isArray(input) ? list : item));
};

const isObject = (input: unknown): boolean => typeof input === 'object' && input !== null;

const fieldSpec = v.strictObject(
  {
    from: v.optional(oneOrMore(text)),
    type: v.optional(v.picklist(FIELD_TYPES, `must be one of ${FIELD_TYPES.join(', ')}`)),
  },
  'must be the name of a variable, or { from: "name" or ["name", …], type: "text" }',
);
const field = v.lazy(
  (input): v.GenericSchema<string | v.InferInput<typeof fieldSpec>> =>
    typeof input === 'string' ? text : fieldSpec,
);

const source = v.strictObject(
  {
    from: v.pipe(
      v.string('must be text'),
      v.check(isEventSource, `must name a part of the event: ${EVENT_SOURCES.join(', ')}`),
    ),
  },
  'must be { from: "variables.seat" }',
);
const literal = v.union(
  [
    v.string(),
    v.pipe(
      v.number(),
      v.check(
        number => typeof parseJson(JSON.stringify(number)) === 'number',
        'is a number that the table cannot hold: write it as text',
      ),
    ),
    v.boolean(),
  ],
  'must be text, a number, true, false, or { from: "variables.seat" }',
);
const value = v.lazy(
  (input): v.GenericSchema<v.InferInput<typeof literal> | v.InferInput<typeof source>> =>
    isObject(input) ? source : literal,
);

const rule = v.pipe(
  v.strictObject(
    {
      when: v.optional(
        v.strictObject(
          {
            title: v.optional(oneOrMore(text)),
            kind: v.optional(oneOrMore(kind)),
            service: v.optional(oneOrMore(text)),
            bot: v.optional(oneOrMore(text)),
          },
          'must be { title, kind, service, bot }, each of them optional',
        ),
      ),
      set: v.optional(namedSchema(text, value, 'must be { field: value }')),
      status: v.optional(text),
      ignore: v.optional(v.boolean('must be true or false')),
    },
    'must be { when: { title: "…" }, status: "…" }, or another rule',
  ),
  // Also where another part of the rule is wrong: all problems are named at once.
  v.partialCheck(
    [['set'], ['status'], ['ignore']],
    ({ set, status, ignore }) =>
      ignore !== undefined || status !== undefined || Object.keys(set ?? {}).length > 0,
    'does nothing: give it set, status or ignore',
  ),
);

/** The shape of `crm.config.ts`. */
export const configSchema = v.strictObject(
  {
    fields: v.optional(namedSchema(text, field, 'must be { field: "variable" }')),
    rules: v.optional(v.array(rule, 'must be a list of rules')),
    index: v.optional(v.array(text, 'must be a list of names of variables')),
    defaultCountry: v.optional(
      v.pipe(
        v.string('must be an ISO 3166 country code, such as LV'),
        v.check(isSupportedCountry, 'must be an ISO 3166 country code, such as LV'),
      ),
    ),
    timeline: v.optional(
      v.strictObject(
        {
          keepDays: v.optional(
            v.pipe(
              v.number('must be a number of days'),
              v.integer('must be a whole number of days'),
              v.minValue(
                0,
                'must not be negative: 0 keeps no timeline, leaving it out keeps all of it',
              ),
              v.maxValue(
                MOST_DAYS,
                `must not be over ${MOST_DAYS} days: leaving it out keeps all of the timeline`,
              ),
            ),
          ),
        },
        'must be { keepDays: 365 }',
      ),
    ),
  },
  'must be an object: defineCrm({ … })',
);
