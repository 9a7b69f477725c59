import { describe, expect, test } from '@jest/globals';
import shipped from '../../crm.config.ts';
import { ConfigError, type CrmConfigInput, defineCrm } from '../../lib/crm/config.ts';

/** What is wrong with a configuration that an editor would have marked too: path and remedy of each. */
const problemsOf = (input: unknown): string[] => {
  try {
    defineCrm(input as CrmConfigInput);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map(line => line.trim());
  }
  return [];
};

describe('a configuration', () => {
  test('that ships is right, and says what the conference wants', () => {
    expect(shipped.rules.map(({ status }) => status)).toEqual(['reserved', 'cancelled']);
    expect(shipped.fields.get('department')).toEqual({ from: ['dept'], type: 'text' });
  });

  test('may be empty', () => {
    expect(defineCrm({})).toEqual({ fields: new Map(), rules: [], index: [] });
  });

  test('may use all that there is', () => {
    const rules: CrmConfigInput['rules'] = [
      { when: { title: ['a*', 'b'], kind: 'flow', service: 'viber', bot: 'b' }, ignore: false },
      { set: { a: 'x', b: 1.5, c: false, d: { from: 'variables.a.b' }, e: { from: 'title' } } },
    ];
    const config = defineCrm({
      fields: {
        a: 'x',
        b: { from: 'y' },
        c: { from: ['y', 'z'], type: 'date' },
        d: { type: 'number' },
      },
      rules,
      index: ['x', 'two words'],
      defaultCountry: 'LV',
      timeline: { keepDays: 0 },
    });
    expect(config).toEqual({
      fields: new Map([
        ['a', { from: ['x'], type: 'text' }],
        ['b', { from: ['y'], type: 'text' }],
        ['c', { from: ['y', 'z'], type: 'date' }],
        ['d', { from: [], type: 'number' }],
      ]),
      rules,
      index: ['x', 'two words'],
      defaultCountry: 'LV',
      keepDays: 0,
    });
  });

  test('may name things as people do, also as objects name their own parts', () => {
    const names = ['constructor', 'prototype', 'toString', '__proto__', 'two words', 'Ä'];
    const named = Object.fromEntries(names.map(name => [name, 'v']));
    const config = defineCrm({ fields: named, rules: [{ set: named }] });
    expect([...config.fields.keys()]).toEqual(names);
    expect(Object.keys(config.rules[0]?.set ?? {})).toEqual(names);
  });
});

describe('a wrong one is refused, with the path and what would be right:', () => {
  test.each<[unknown, string]>([
    [undefined, 'the whole: must be an object: defineCrm({ … })'],
    [{ feilds: {} }, 'feilds: is not an option: take it out or mend its spelling'],
    [{ fields: ['dept'] }, 'fields: must be { field: "variable" }'],
    [{ fields: { '': 'dept' } }, 'fields[""]: must not be empty'],
    [{ fields: { a: '' } }, 'fields.a: must not be empty'],
    [
      { fields: { 'two words': { from: [] } } },
      'fields["two words"].from: names nothing: take it out or fill it',
    ],
    [{ fields: { a: { from: ['x', 7] } } }, 'fields.a.from[1]: must be text'],
    [
      { fields: { a: { form: 'x' } } },
      'fields.a.form: is not an option: take it out or mend its spelling',
    ],
    [
      { fields: { constructor: { type: 'int' } } },
      'fields.constructor.type: must be one of text, number, date, boolean, email, phone',
    ],
    [{ rules: {} }, 'rules: must be a list of rules'],
    [
      { rules: [{ when: { title: 'x' } }] },
      'rules[0]: does nothing: give it set, status or ignore',
    ],
    [{ rules: [{ set: {} }] }, 'rules[0]: does nothing: give it set, status or ignore'],
    [
      { rules: [{ when: { titel: 'x' }, status: 'x' }] },
      'rules[0].when.titel: is not an option: take it out or mend its spelling',
    ],
    [{ rules: [{ when: { title: 5 }, status: 'x' }] }, 'rules[0].when.title: must be text'],
    [{ rules: [{ status: '' }] }, 'rules[0].status: must not be empty'],
    [{ rules: [{ ignore: 'yes' }] }, 'rules[0].ignore: must be true or false'],
    [
      { rules: [{ set: { a: null } }] },
      'rules[0].set.a: must be text, a number, true, false, or { from: "variables.seat" }',
    ],
    [
      { rules: [{ set: { a: 2 ** 60 } }] },
      'rules[0].set.a: is a number that the table cannot hold: write it as text',
    ],
    [{ index: 'city' }, 'index: must be a list of names of variables'],
    [{ defaultCountry: 'Latvia' }, 'defaultCountry: must be an ISO 3166 country code, such as LV'],
    [{ timeline: { keepDays: 1.5 } }, 'timeline.keepDays: must be a whole number of days'],
    [
      { timeline: { keepDays: 1e9 } },
      'timeline.keepDays: must not be over 36500 days: leaving it out keeps all of the timeline',
    ],
  ])('%j', (input, problem) => {
    expect(problemsOf(input)).toEqual([problem]);
  });

  test.each([
    [
      'kind',
      { when: { kind: ['flow', 'bot_blocked'] }, status: 'x' },
      /^rules\[0\]\.when\.kind\[1\]: must be flow or one of new_subscriber, /,
    ],
    [
      'source',
      { set: { a: { from: 'variables.' } } },
      /^rules\[0\]\.set\.a\.from: must name a part of the event: variables\.<name>, title, /,
    ],
  ])('a %s that does not exist, with those that do', (_, rule, problem) => {
    expect(problemsOf({ rules: [rule] })).toEqual([expect.stringMatching(problem)]);
  });

  test('all problems at once, each on a line of one message', () => {
    const wrong = {
      fields: { a: 5, b: { type: 'int' } },
      rules: [{ when: { titel: 'x' } }, { status: 7, set: { c: [] } }],
      index: [''],
      timeline: { keepDays: -1, keep: 1 },
      extra: true,
    };
    expect(problemsOf(wrong).map(line => line.split(': ')[0])).toEqual([
      'fields.a',
      'fields.b.type',
      'rules[0].when.titel',
      'rules[0]',
      'rules[1].set.c.from',
      'rules[1].status',
      'index[0]',
      'timeline.keepDays',
      'timeline.keep',
      'extra',
    ]);
  });
});
