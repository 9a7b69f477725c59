import { expect } from '@jest/globals';
import { canaryEvent } from '../support/bridge/canary.ts';

/** A body that someone posts, and what must come of it. */
export interface BodyCase {
  /** Ends the sentence "is answered with …". */
  readonly name: string;
  readonly body: string;
  readonly base64?: boolean;
  readonly status: number;
  /** The whole answer. */
  readonly answer: unknown;
  /** How many events are queued. */
  readonly queued: number;
  /** What each dead letter has, besides other things. */
  readonly deadLetters: readonly Readonly<Record<string, unknown>>[];
}

const MB = 1024 * 1024;
const EMPTY = 'the body is empty';
const SCALAR = 'the body is neither an array nor an object';
const TOO_LARGE = 'too large: an event may have 1 MB';

const json = JSON.stringify;
const good = json(canaryEvent(1));
/** An event of so many bytes. */
const sized = (bytes: number) => {
  const event = (filler: string) => json(canaryEvent(2, { canary: filler }));
  return event('x'.repeat(bytes - event('').length));
};
/** A message has room for this, and for when it was received. */
const LARGEST = MB - 1024;

const taken = (name: string, body: string, queued: number): BodyCase => ({
  name,
  body,
  status: 200,
  answer: { accepted: queued, rejected: [] },
  queued,
  deadLetters: [],
});

/** A body that is no list of events: 400, and kept as it came, but for one that holds nothing. */
const refused = (name: string, body: string, reason: string, letter: object | null = {}) => ({
  name,
  body,
  status: 400,
  answer: { message: reason },
  queued: 0,
  deadLetters: letter === null ? [] : [{ from: 'receive', reason, text: body, ...letter }],
});

/** An element that is no event, after one that is. */
const rejected = (name: string, element: string, reason: string, letter: object) => ({
  name,
  body: `[${good}, ${element}]`,
  status: 200,
  answer: { accepted: 1, rejected: [{ index: 1, reason }] },
  queued: 1,
  deadLetters: [{ from: 'receive', reason, index: 1, ...letter }],
});

const automation = {
  automation_id: 7,
  execution_date: 'canary date',
  email: 'canary@example.invalid',
};
const toAutomation =
  'an Automation 360 event: this URL takes chatbot webhooks only, so take it out of the automation';
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

export const bodies: readonly BodyCase[] = [
  refused('no body at all', '', EMPTY, null),
  refused('blanks', ' \r\n\t', EMPTY, null),
  refused('null', 'null', SCALAR),
  refused('a text', '"canary"', SCALAR),
  refused('a number', '12025550101', SCALAR),
  refused('JSON that breaks off', '[{"canary":', 'the JSON ends too early at line 1, column 12'),
  refused(
    'JSON that breaks on its third line',
    '[\n  {"canary": 1},\n  {canary: 2}\n]',
    'the JSON breaks at line 3, column 4',
  ),
  refused('a comma after the last event', '[{},]', 'the JSON breaks at line 1, column 5'),
  refused('a form', 'canary=1&phone=12025550101', 'the JSON breaks at line 1, column 1'),
  refused(
    'text that SQS does not take',
    '\0canary \uffff\ud800 🐤',
    'the JSON breaks at line 1, column 1',
    {
      text: '\0canary \uffff\ufffd 🐤',
    },
  ),
  refused(
    '5 MB of opening brackets',
    '['.repeat(5 * MB),
    `the JSON ends too early at line 1, column ${5 * MB + 1}`,
    { cut: true, length: 5 * MB, text: expect.stringMatching(/^\[+$/) },
  ),

  taken('an empty list', '[]', 0),
  taken('an event without a list around it', good, 1),
  taken('a list in a JSON string', json(`[${good}]`), 1),
  taken('an event in a JSON string', json(good), 1),
  taken('a byte order mark before the list', `\ufeff[${good}]`, 1),
  { ...taken('base64', `[${json(canaryEvent(3, { title: 'Canary 🐤 ключ' }))}]`, 1), base64: true },
  taken('the largest event', sized(LARGEST), 1),
  taken('three of the largest event', `[${Array(3).fill(sized(LARGEST))}]`, 3),
  taken(
    'an event with names of JavaScript',
    '[{"contact":{"id":"canary","__proto__":{"constructor":1}}}]',
    1,
  ),
  taken(
    'characters that SQS does not take',
    `[${json(canaryEvent(4, { title: 'canary \uffff\ufffe 🐤' }))}]`,
    1,
  ),
  taken(
    'many emoji in a JSON string',
    json(json(canaryEvent(5, { title: '🐤'.repeat(50_000) }))),
    1,
  ),

  {
    name: 'a list in a list',
    body: '[[]]',
    status: 200,
    answer: { accepted: 0, rejected: [{ index: 0, reason: 'not an object' }] },
    queued: 0,
    deadLetters: [{ index: 0, reason: 'not an object', event: [] }],
  },
  rejected('a number among events', '12025550101', 'not an object', { event: 12025550101 }),
  rejected('an event without contact', '{"canary":1}', 'contact is missing', {
    event: { canary: 1 },
  }),
  rejected(
    'an event without contact.id',
    '{"contact":{"name":"Canary"}}',
    'contact.id is missing or blank',
    {
      event: { contact: { name: 'Canary' } },
    },
  ),
  rejected(
    'an event that nests 100,000 levels',
    `{"canary":${nested(100_000)}}`,
    'nested too deeply',
    {},
  ),
  rejected('an event of Automation 360', json(automation), toAutomation, { event: automation }),
  {
    name: 'a body of Automation 360',
    body: json(automation),
    status: 200,
    answer: { accepted: 0, rejected: [{ index: 0, reason: toAutomation }] },
    queued: 0,
    deadLetters: [{ index: 0, reason: toAutomation, event: automation }],
  },
  rejected('an event one byte too large beside another', sized(LARGEST + 1), TOO_LARGE, {
    cut: true,
    length: LARGEST + 1,
  }),
  {
    name: 'an event over 1 MB alone',
    body: `[${sized(2 * MB)}]`,
    status: 413,
    answer: { accepted: 0, rejected: [{ index: 0, reason: TOO_LARGE }] },
    queued: 0,
    deadLetters: [{ index: 0, reason: TOO_LARGE, cut: true, length: 2 * MB }],
  },
  {
    name: 'an event over 1 MB beside what is none',
    body: `[${sized(2 * MB)},7]`,
    status: 200,
    answer: {
      accepted: 0,
      rejected: [
        { index: 0, reason: TOO_LARGE },
        { index: 1, reason: 'not an object' },
      ],
    },
    queued: 0,
    deadLetters: [
      { index: 0, reason: TOO_LARGE, cut: true },
      { index: 1, event: 7 },
    ],
  },
  {
    name: 'an event in a JSON string that is over 1 MB only as SQS takes it',
    body: json(json(canaryEvent(6, { title: '🐤'.repeat(150_000) }))),
    status: 413,
    answer: { accepted: 0, rejected: [{ index: 0, reason: TOO_LARGE }] },
    queued: 0,
    deadLetters: [{ index: 0, reason: TOO_LARGE }],
  },
];
