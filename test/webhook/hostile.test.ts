import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseEvent } from '../../lib/webhook/parseEvent.ts';
import { anElement, RECEIVED_AT } from './anEvent.ts';
import { anyJson } from './anyText.ts';

const KEYS = [
  ...[
    'info',
    'message',
    'channel_data',
    'type',
    'text',
    'body',
    'caption',
    'attachments',
    'payload',
  ],
  ...['attachment', 'image', 'photo', 'document', 'location', 'contacts', 'contact', 'interactive'],
  ...[
    'poll',
    'order',
    'options',
    'components',
    'template',
    'reply_markup',
    'data',
    'callback_query',
  ],
  ...[
    'media',
    'sizes',
    'elements',
    'phones',
    'name',
    'sent_by',
    'content',
    'reaction',
    'from',
    '__proto__',
  ],
];

/** Objects of the keys that messages have, nested in any way, with anything in them. */
const { message: anyMessage } = fc.letrec<{ message: unknown; value: unknown }>(tie => ({
  message: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6 }),
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    anyJson,
    fc.constantFrom('text', 'photo', 'image', 'location', 'constructor', '', 0, -1.5, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('message'),
  ),
}));

describe('whatever stands where', () => {
  test('in a message, an event comes out whose texts can be stored', () => {
    fc.assert(
      fc.property(anyMessage, anyMessage, (message, channel_data) => {
        for (const info of [{ message }, { message: { channel_data } }, [message], message]) {
          const raw = anElement({ title: 'incoming_message', info });
          const event = parseEvent(raw, RECEIVED_AT);
          expect(event).not.toHaveProperty('problem');
          const texts = 'message' in event ? Object.values(event.message ?? {}) : [];
          for (const text of texts) expect(text.isWellFormed() && text.trim()).toBeTruthy();
          expect(parseEvent(raw, RECEIVED_AT)).toEqual(event);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(['info', 'service', 'title', 'bot', 'contact', 'date'])(
    'in %s, it is an event or a problem that says why',
    key => {
      fc.assert(
        fc.property(anyJson, value => {
          const event = parseEvent(anElement({ [key]: value }), RECEIVED_AT);
          const reason = 'problem' in event ? event.problem : 'contact';
          expect(reason).toMatch(/^contact/);
          expect('problem' in event && key !== 'contact').toBe(false);
        }),
      );
    },
  );

  test.each(['tags', 'variables', 'phone', 'name', 'last_message'])(
    'in contact.%s, it is an event',
    key => {
      fc.assert(
        fc.property(anyJson, value => {
          const event = parseEvent(anElement({ contact: { id: '1', [key]: value } }), RECEIVED_AT);
          expect(event).not.toHaveProperty('problem');
        }),
      );
    },
  );
});

describe('a megabyte', () => {
  const many = (item: string): string =>
    `[${`${item},`.repeat(1_000_000 / (item.length + 1))}null]`;
  const message = (content: string): string =>
    anElement({ title: 'incoming_message', info: 7 }).replace(
      '"info":7',
      `"info":{"message":{"channel_data":{"message":${content}}}}`,
    );

  test.each([
    ['attachments', message(`{"attachments":${many('{"type":"image"}')}}`)],
    ['contact cards', message(`{"contacts":${many('{"name":{}}')}}`)],
    ["a photo's sizes", message(`{"photo":${many('{"file_id":"x"}')}}`)],
    ['answers to a poll', message(`{"poll":{"question":"x","options":${many('{"text":"x"}')}}}`)],
    [
      'buttons',
      message(`{"data":"x","message":{"reply_markup":{"inline_keyboard":${many('[{}]')}}}}`),
    ],
    ['pieces of text', message(`{"text":${many('"x"')}}`)],
    ['objects of no meaning', message(`{"a":${many('{"a":[{}]}')}}`)],
    ['blanks', message(JSON.stringify(' '.repeat(1_000_000)))],
    ['numbers', message(`{"a":${many('1.5')}}`)],
    ['numbers of many digits', message(`{"a":${many('12345678901234567')}}`)],
    ['messages in messages', message(`${'{"message":'.repeat(400)}1${'}'.repeat(400)}`)],
  ])('of %s is understood', (_, raw) => {
    expect(parseEvent(raw, RECEIVED_AT)).toHaveProperty('message');
  });

  test.each([
    ['tags', `{"contact":{"id":"1","tags":${many('"x"')}}}`],
    ['variables in a list', `{"contact":{"id":"1","variables":${many('{"name":"x","value":1}')}}}`],
  ])('of %s is understood, each name once', (_, raw) => {
    const event = parseEvent(raw, RECEIVED_AT);
    const { tags = [], variables = new Map() } = 'contact' in event ? event.contact : {};
    expect([...tags, ...variables.keys()]).toEqual(['x']);
  });

  test('of nesting is a problem, as is whatever nests deeper than 500 levels', () => {
    const nested = (levels: number): string =>
      `{"contact":{"id":"1"},"info":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(parseEvent(nested(500_000), RECEIVED_AT)).toEqual({ problem: 'nested too deeply' });
    expect(parseEvent(nested(500), RECEIVED_AT)).toEqual({ problem: 'nested too deeply' });
    expect(parseEvent(nested(499), RECEIVED_AT)).not.toHaveProperty('problem');
  });
});
