import { describe, expect, test } from '@jest/globals';
import { type Message, readMessage } from '../../lib/webhook/message.ts';
import type { Json } from '../../lib/webhook/parseJson.ts';

/** The messenger's object, wrapped as SendPulse wraps it. */
const read = (message: Json, direction: Message['direction'] = 'incoming') =>
  readMessage({ message: { id: 'sendpulse-1', channel_data: { message } } }, direction);

/** WhatsApp's object: one key is filled, the others are null. */
const whatsapp = (type: string, content: Json) => ({
  ...{ text: null, audio: null, image: null, video: null, voice: null, document: null },
  ...{ sticker: null, location: null, contacts: null, button: null, interactive: null },
  ...{ from: 12025550101, timestamp: 1700000000, type, [type]: content },
});

const url = 'https://example.invalid/a.jpg';

describe('a WhatsApp message', () => {
  test.each<[string, Json, string | undefined, string | undefined]>([
    ['text', { body: 'hello' }, 'hello', undefined],
    ['image', { id: '8', caption: 'my seat' }, 'my seat', '8'],
    ['video', { id: '8', link: url, caption: 'look' }, 'look', url],
    ['document', { id: '8', filename: 'a.pdf', caption: 'ticket' }, 'ticket', '8'],
    ['audio', { id: '8', voice: true }, undefined, '8'],
    ['voice', { id: '8' }, undefined, '8'],
    ['sticker', { id: '8', url }, undefined, url],
    ['location', { latitude: 56.95, longitude: 24.1 }, '56.95, 24.1', undefined],
    ['location', { latitude: 0, longitude: 0 }, '0, 0', undefined],
    ['button', { payload: 'YES', text: 'Yes, please' }, 'Yes, please', undefined],
    [
      'interactive',
      { type: 'button_reply', button_reply: { id: '1', title: 'Day 1' } },
      'Day 1',
      undefined,
    ],
    [
      'interactive',
      { type: 'list_reply', list_reply: { id: '1', title: 'Row 2' } },
      'Row 2',
      undefined,
    ],
    [
      'interactive',
      { type: 'button', body: { text: 'Which day?' }, action: {} },
      'Which day?',
      undefined,
    ],
    ['reaction', { message_id: 'wamid.X', emoji: '👍' }, '👍', undefined],
    ['unsupported', null, undefined, undefined],
  ])('of type %s, %j, reads %j, media %j', (type, content, text, media) => {
    const message = read(whatsapp(type, content));
    expect([message?.type, message?.text, message?.media]).toEqual([type, text, media]);
  });

  test('with a contact card reads the name and number on it', () => {
    const card = { name: { formatted_name: 'Ann Demo' }, phones: [{ phone: '+12025550102' }] };
    expect(read(whatsapp('contacts', [card]))).toMatchObject({ text: 'Ann Demo +12025550102' });
  });

  test("names the sender's number", () => {
    expect(read(whatsapp('text', { body: 'hi' }))?.from).toBe('12025550101');
  });
});

describe('a Telegram message', () => {
  test.each<[string, Json, string, string | undefined, string | undefined]>([
    ['text', { text: 'hello' }, 'text', 'hello', undefined],
    [
      'the largest photo',
      { caption: 'me', photo: [{ file_id: 's' }, { file_id: 'L' }] },
      'photo',
      'me',
      'L',
    ],
    ['a photo that the bot sent', { chat_id: 1, caption: 'map', photo: url }, 'photo', 'map', url],
    ['a document', { caption: 'cv', document: { file_id: 'D' } }, 'document', 'cv', 'D'],
    ['a voice note', { voice: { file_id: 'V', duration: 3 } }, 'voice', undefined, 'V'],
    [
      'an animation',
      { animation: { file_id: 'A' }, document: { file_id: 'A' } },
      'animation',
      undefined,
      'A',
    ],
    ['a sticker', { sticker: { file_id: 'S', emoji: '😀' } }, 'sticker', '😀', 'S'],
    ['a place', { location: { latitude: 1.5, longitude: -2 } }, 'location', '1.5, -2', undefined],
    [
      'a contact',
      {
        contact: { first_name: 'Ann', last_name: 'Demo', phone_number: '+12025550102', user_id: 1 },
      },
      'contact',
      'Ann Demo +12025550102',
      undefined,
    ],
    ['nothing that is known', { new_chat_title: 'x' }, 'unknown', undefined, undefined],
  ])('with %s is read', (_, object, type, text, media) => {
    const message = read({
      message_id: 7,
      from: { id: 1, first_name: 'Ann' },
      ...(object as object),
    });
    expect([message?.type, message?.text, message?.media]).toEqual([type, text, media]);
    expect(message?.from).toBeUndefined();
  });
});

describe('a Messenger or Instagram message', () => {
  const picture = { type: 'image', payload: { url } };
  test.each<[string, Json, string, string | undefined, string | undefined]>([
    ['text', { text: 'yes', reply_to: { mid: 'm0' } }, 'text', 'yes', undefined],
    [
      'text that came by a referral',
      { text: 'hi', referral: { ref: 'ad' } },
      'text',
      'hi',
      undefined,
    ],
    ['a referral alone', { referral: { ref: 'ad' } }, 'referral', undefined, undefined],
    ['a picture', { attachments: [picture] }, 'image', undefined, url],
    ['text and a picture', { text: 'look', attachments: [picture] }, 'image', 'look', url],
    ['a picture that the bot sent', { attachment: picture }, 'image', undefined, url],
    ['a postback', { title: 'My order', payload: 'ORDER' }, 'postback', 'My order', undefined],
    ['a postback without a title', { payload: 'ORDER' }, 'postback', 'ORDER', undefined],
    [
      'a postback in an object',
      { postback: { title: 'Go', payload: 'G' } },
      'postback',
      'Go',
      undefined,
    ],
    [
      'a place',
      { attachments: [{ type: 'location', payload: { coordinates: { lat: 56.9, long: 24.1 } } }] },
      'location',
      '56.9, 24.1',
      undefined,
    ],
    ['an empty list of attachments', { text: 'x', attachments: [] }, 'text', 'x', undefined],
  ])('with %s is read', (_, object, type, text, media) => {
    const message = read({ mid: 'm1', ...(object as object) });
    expect([message?.type, message?.text, message?.media]).toEqual([type, text, media]);
  });

  test("that is an echo is the bot's own, whatever the event is called", () => {
    expect(read({ mid: 'm1', text: 'x', is_echo: true })?.direction).toBe('outgoing');
  });
});

describe("another channel's message", () => {
  test.each<[string, Json]>([
    ['as plain text', 'hello'],
    ['under text', { text: 'hello' }],
    ['in an object that holds it', { type: 'text', text: { text: 'hello' } }],
    ['in another object that holds it', { type: 'text', text: { body: 'hello' } }],
  ])('has its text %s', (_, message) => {
    expect(read(message)).toMatchObject({ type: 'text', text: 'hello', direction: 'incoming' });
  });

  test('may be plain text without any wrapping', () => {
    expect(readMessage({ message: 'hello' }, 'incoming')).toEqual({
      direction: 'incoming',
      type: 'text',
      text: 'hello',
    });
  });

  test("with Viber's picture, contact card or place is read", () => {
    expect(read({ type: 'picture', text: '', media: url })).toMatchObject({ media: url });
    const contact = { name: 'Ann', phone_number: '+12025550102' };
    expect(read({ type: 'contact', contact })).toMatchObject({ text: 'Ann +12025550102' });
    const location = { lat: 56.9, lon: 24.1 };
    expect(read({ type: 'location', location })).toMatchObject({ text: '56.9, 24.1' });
  });
});
