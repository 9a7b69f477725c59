import { describe, expect, test } from '@jest/globals';
import { readMessage } from '../../lib/webhook/message.ts';
import type { Json } from '../../lib/webhook/parseJson.ts';

const read = (message: Json, more: Readonly<Record<string, Json>> = {}) =>
  readMessage({ message, ...more }, 'outgoing');

describe("the message's own id", () => {
  test.each<[string, Json]>([
    ['channel_data.message_id', { message_id: 'own', message: { id: 'b', mid: 'c' } }],
    ['channel_data.message.id', { message: { id: 'own', mid: 'c', message_id: 'd' } }],
    ['channel_data.message.mid', { message: { mid: 'own', message_id: 'd' } }],
    ['channel_data.message.message_id', { message: { message_id: 'own' } }],
    ['the object that is wrapped once more', { message: { message: { mid: 'own' } } }],
    ['a blank one passed over', { message_id: ' ', message: { id: null, mid: 'own' } }],
  ])('is taken from %s', (_, channel_data) => {
    expect(read({ id: 'sendpulse', channel_data })?.id).toBe('own');
  });

  test("is SendPulse's where the messenger has none", () => {
    expect(read({ id: 'sendpulse', channel_data: { message: 'hi' } })?.id).toBe('sendpulse');
    expect(read({ id: 'sendpulse' })?.id).toBe('sendpulse');
  });

  test('is text, also where it is a number', () => {
    expect(read({ channel_data: { message: { message_id: 7 } } })?.id).toBe('7');
  });

  test('may be missing', () => {
    expect(read({ channel_data: { message: { text: 'x' } } })).not.toHaveProperty('id');
  });
});

describe('the operator', () => {
  const sent_by = { first_name: 'Olga', last_name: 'Op', email: 'op@example.invalid' };
  test.each<[string, Json, Readonly<Record<string, Json>>]>([
    ['the message', { sent_by }, {}],
    ['info', {}, { sent_by }],
    ['channel_data', { channel_data: { sent_by } }, {}],
    ["the messenger's object", { channel_data: { message: { sent_by, text: 'x' } } }, {}],
  ])('is read from %s', (_, message, more) => {
    expect(read(message, more)?.operator).toBe('Olga Op');
  });

  test.each<[string, Json, string | undefined]>([
    ['a first name alone', { first_name: 'Olga', last_name: null }, 'Olga'],
    ['an address alone', { first_name: '', email: 'op@example.invalid' }, 'op@example.invalid'],
    ['nothing', {}, undefined],
  ])('who has %s is called %s', (_, by, name) => {
    expect(read({ sent_by: by })?.operator).toBe(name);
  });
});

describe('a wrapping', () => {
  test("once more, as of an echo, shows the messenger's object within", () => {
    const inner = { mid: 'm1', text: 'Here you are', is_echo: true };
    const message = read({ channel_data: { message: { recipient: { id: '1' }, message: inner } } });
    expect(message).toEqual({
      direction: 'outgoing',
      type: 'text',
      text: 'Here you are',
      id: 'm1',
    });
  });

  test.each<[string, Json]>([
    ['no channel_data', { id: 's', text: 'hi' }],
    ['channel_data null', { id: 's', text: 'hi', channel_data: null }],
    ['a message null', { id: 's', text: 'hi', channel_data: { message: null } }],
    ['channel_data as an empty list', { id: 's', text: 'hi', channel_data: [] }],
  ])('with %s leaves the outer object', (_, message) => {
    expect(read(message)).toEqual({ direction: 'outgoing', type: 'text', text: 'hi', id: 's' });
  });
});

describe('info without a message', () => {
  test.each<[string, Json | undefined]>([
    ['absent', undefined],
    ['null', null],
    ['text', 'from the site'],
    ['an empty object', {}],
    ['an empty list', []],
    ['a link', { link: { url: 'https://example.invalid' } }],
    ['a null message', { message: null }],
    ['a blank message', { message: ' ' }],
    ['a list of messages', { message: [] }],
    ['a message that is inherited', Object.create({ message: { text: 'x' } })],
  ])('(%s) has none', (_, info) => {
    expect(readMessage(info, 'incoming')).toBeUndefined();
  });
});

test('names that every object inherits are no content', () => {
  for (const type of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(read({ type })).toEqual({ direction: 'outgoing', type });
  }
});
