import { describe, expect, test } from '@jest/globals';
import { readMessage } from '../../lib/webhook/message.ts';
import type { Json } from '../../lib/webhook/parseJson.ts';

type Kind = readonly [
  name: string,
  message: Json,
  type: string,
  text?: string | undefined,
  media?: string,
];

const read = (message: Json) =>
  readMessage({ message: { id: 'sendpulse', channel_data: { message } } }, 'incoming');
const url = 'https://example.invalid/a';
const readsAs = (kinds: readonly Kind[]) => {
  const all = kinds.map(([name, ...kind]) => ({ name, kind }));
  test.each(all)('$name', ({ kind: [message, type, text, media] }) => {
    const found = read(message);
    expect([found?.type, found?.text, found?.media]).toEqual([type, text, media]);
  });
};

describe('of Telegram is read', () => {
  const poll = { id: '5555', question: 'Which day?', options: [{ text: 'Mon' }, { text: 'Tue' }] };
  const venue = { title: 'Cafe', address: 'Main 1', location: { latitude: 1.5, longitude: 2 } };
  const sizes = [
    { file_id: 's', width: 90, height: 90 },
    { file_id: 'L', width: 900, height: 900 },
    { file_id: 'm', width: 320, height: 320 },
  ];
  readsAs([
    ['a poll with its answers', { poll }, 'poll', 'Which day? (Mon / Tue)'],
    ['a poll without any', { poll: { id: '5', question: { text: 'So?' } } }, 'poll', 'So?'],
    [
      'a checklist',
      { checklist: { title: 'Pack', tasks: [{ text: 'Tea' }] } },
      'checklist',
      'Pack (Tea)',
    ],
    [
      'a venue, not the location beside it',
      { venue, location: venue.location },
      'venue',
      'Cafe, Main 1 (1.5, 2)',
    ],
    ['dice', { dice: { emoji: '🎲', value: 6 } }, 'dice', '🎲 6'],
    ['a game', { game: { title: 'Chess', photo: [] } }, 'game', 'Chess'],
    ['an invoice', { invoice: { title: 'Ticket', currency: 'EUR' } }, 'invoice', 'Ticket'],
    [
      "a web app's answer",
      { web_app_data: { button_text: 'Pick', data: 'seat 7' } },
      'web_app_data',
      'seat 7',
    ],
    ['the largest photo, wherever it stands', { photo: sizes }, 'photo', undefined, 'L'],
    [
      'a photo with a size that is null',
      { photo: [{ file_id: 's' }, null] },
      'photo',
      undefined,
      's',
    ],
    ['no photo where its list is empty', { photo: [], text: 'hi' }, 'text', 'hi'],
    [
      'a document without a caption',
      { document: { file_id: 'D', file_name: 'cv.pdf' } },
      'document',
      'cv.pdf',
      'D',
    ],
    ['a song', { audio: { file_id: 'A', title: 'Song' } }, 'audio', 'Song', 'A'],
    ['a video note', { video_note: { file_id: 'N' } }, 'video_note', undefined, 'N'],
    ['a story', { story: { id: 5, chat: { title: 'x' } } }, 'story'],
    ['who joined', { new_chat_members: [{ id: 1, first_name: 'Ann' }] }, 'new_chat_members'],
    [
      'an answer, not what it answers to',
      { text: 'yes', reply_to_message: { text: 'Bot?' } },
      'text',
      'yes',
    ],
    ['an edited message', { edited_message: { message_id: 7, text: 'new' } }, 'text', 'new'],
    ['a message to a business', { business_message: { text: 'hi' } }, 'text', 'hi'],
    [
      'a reaction',
      { message_reaction: { message_id: 7, old_reaction: [], new_reaction: [{ emoji: '👍' }] } },
      'reaction',
      '👍',
    ],
    [
      'an album that the bot sent',
      { chat_id: 1, media: [{ type: 'photo', media: url, caption: 'Here' }] },
      'photo',
      'Here',
      url,
    ],
    [
      "SendPulse's own form of what the bot sent",
      { type: 'photo', message: { photo: url, caption: 'c' } },
      'photo',
      'c',
      url,
    ],
  ]);
});

describe('a button pressed in Telegram', () => {
  const keyboard = { inline_keyboard: [[{ text: 'Yes!', callback_data: 'Y' }], [null]] };
  const question = { message_id: 3, text: 'Come?', from: { is_bot: true }, reply_markup: keyboard };
  const callback = { id: 'pressed', from: { id: 1 }, message: question, data: 'Y' };

  test.each<[string, Json, string]>([
    ['as the message', { message: callback }, 'pressed'],
    ['in an update', { message: { update_id: 1, callback_query: callback } }, 'pressed'],
    ['beside no message', { callback_query: callback }, 'pressed'],
    ['laid flat', callback, 'sendpulse'],
  ])('%s reads what was on it, not what the bot asked', (_, channel_data, id) => {
    expect(readMessage({ message: { id: 'sendpulse', channel_data } }, 'incoming')).toEqual({
      direction: 'incoming',
      type: 'callback_query',
      text: 'Yes!',
      id,
    });
  });

  test('that is no longer there reads its data', () => {
    expect(read({ id: '1', data: 'OLD', message: question })?.text).toBe('OLD');
  });
});

describe('of WhatsApp is read', () => {
  const place = { latitude: '56.9', longitude: 24.1, name: 'Cafe', address: 'Main 1' };
  const cards = [
    {
      name: { formatted_name: 'Ann' },
      phones: [{ phone: '+1 202' }, { phone: null, wa_id: '1303' }],
    },
    {
      name: { first_name: 'Bob', last_name: 'B' },
      phones: [],
      emails: [{ email: 'b@example.invalid' }],
    },
  ];
  const items = [{ product_retailer_id: 'mug', quantity: '2' }, { product_retailer_id: 'pen' }];
  const parameters = [
    { type: 'text', text: 'Ann' },
    { type: 'text', text: 'noon' },
  ];
  const of = (type: string, content: Json): Json => ({
    type,
    image: null,
    text: [],
    [type]: content,
  });
  readsAs([
    ['a place that has a name', of('location', place), 'location', 'Cafe, Main 1 (56.9, 24.1)'],
    [
      'every contact card',
      of('contacts', cards),
      'contacts',
      'Ann +1 202 1303; Bob B b@example.invalid',
    ],
    [
      'a card that is no list',
      of('contacts', { name: 'Ann', phones: ['+1202'] }),
      'contacts',
      'Ann +1202',
    ],
    ['a button without text', of('button', { text: null, payload: 'YES' }), 'button', 'YES'],
    [
      'a line without a title',
      of('interactive', { type: 'list_reply', list_reply: { id: 'row-1', title: null } }),
      'interactive',
      'row-1',
    ],
    [
      'a form filled in',
      of('interactive', {
        type: 'nfm_reply',
        nfm_reply: { body: 'Sent', response_json: '{"a":1}' },
      }),
      'interactive',
      '{"a":1}',
    ],
    [
      'what is asked under a picture',
      of('interactive', { header: { type: 'image', image: { link: url } }, body: { text: 'So?' } }),
      'interactive',
      'So?',
      url,
    ],
    [
      'an order with words',
      of('order', { text: 'please', product_items: items }),
      'order',
      'please',
    ],
    [
      'an order without',
      of('order', { catalog_id: '9', product_items: items }),
      'order',
      '2 × mug, 1 × pen',
    ],
    [
      'a template by its name',
      of('template', { name: 'due', components: [{ type: 'body', parameters }] }),
      'template',
      'due (Ann, noon)',
    ],
    [
      'a template by its words',
      of('template', { name: 'due', components: [{ type: 'BODY', text: 'Hello Ann' }] }),
      'template',
      'Hello Ann',
    ],
    [
      'a change of number',
      of('system', { body: 'A changed', new_wa_id: '1' }),
      'system',
      'A changed',
    ],
    ['an edit', of('edit', { message: { type: 'text', text: { body: 'new' } } }), 'edit', 'new'],
    [
      'an edited caption',
      of('edit', { message: { type: 'image', image: { caption: 'new' } } }),
      'edit',
      'new',
    ],
    ['a reaction taken back', of('reaction', { message_id: 'm0', emoji: '' }), 'reaction'],
    [
      'what it does not support',
      { type: 'unsupported', errors: [{ title: 'x', message: 'Unsupported' }] },
      'unsupported',
    ],
    [
      'a file without a type',
      { type: null, image: [], document: { link: url } },
      'document',
      undefined,
      url,
    ],
    ['a file whose id is a number', of('image', { id: 887, caption: 'c' }), 'image', 'c', '887'],
    [
      'the whole value of its webhook',
      { messages: [{ type: 'text', text: { body: 'hi' } }] },
      'text',
      'hi',
    ],
  ]);
});

describe('of Messenger or Instagram is read', () => {
  const image = { type: 'image', payload: { url } };
  readsAs([
    [
      'the first file that has an address',
      { attachments: [null, { type: 'image' }, image] },
      'image',
      undefined,
      url,
    ],
    ['a file without a type', { attachments: [{ payload: { url } }] }, 'file', undefined, url],
    [
      'attachments with gaps in their list',
      { attachments: { '1': image } },
      'image',
      undefined,
      url,
    ],
    [
      'a thumb up',
      { attachments: [{ type: 'image', payload: { sticker_id: 36923 } }] },
      'image',
      undefined,
      '36923',
    ],
    [
      'a link',
      { attachments: [{ type: 'fallback', title: 'A page', url }] },
      'fallback',
      'A page',
      url,
    ],
    [
      'a place with a title',
      {
        attachments: [
          { type: 'location', title: 'Home', payload: { coordinates: { lat: 1, long: 2 } } },
        ],
      },
      'location',
      'Home (1, 2)',
    ],
    [
      'a card that the bot sent',
      {
        attachment: {
          type: 'template',
          payload: { elements: [{ title: 'Seat', image_url: url }] },
        },
      },
      'template',
      'Seat',
      url,
    ],
    [
      'a product asked about',
      {
        attachments: [
          {
            type: 'template',
            payload: { product: { elements: [{ title: 'Mug', image_url: url }] } },
          },
        ],
      },
      'template',
      'Mug',
      url,
    ],
    ['a quick reply', { text: 'Yes', quick_reply: { payload: 'Y' } }, 'text', 'Yes'],
    ['a quick reply without text', { quick_reply: { payload: 'Y' } }, 'quick_reply', 'Y'],
    [
      'a postback in its envelope',
      { sender: { id: '1' }, postback: { title: 'Go', payload: 'G' } },
      'postback',
      'Go',
    ],
    ['a reaction', { reaction: { mid: 'm0', reaction: 'love', emoji: '❤' } }, 'reaction', '❤'],
    [
      'a reaction without an emoji',
      { reaction: { mid: 'm0', reaction: 'love' } },
      'reaction',
      'love',
    ],
    ['a reply to a story', { text: 'wow', reply_to: { story: { url, id: '9' } } }, 'text', 'wow'],
    [
      'a mention in a story',
      { attachments: [{ type: 'story_mention', payload: { url } }] },
      'story_mention',
      undefined,
      url,
    ],
    [
      'a reel',
      { attachments: [{ type: 'ig_reel', payload: { title: 'Mine', url } }] },
      'ig_reel',
      'Mine',
      url,
    ],
    ['what was taken back', { mid: 'm1', is_deleted: true }, 'deleted'],
    ['what is not supported', { mid: 'm1', is_unsupported: true }, 'unsupported'],
    ['a comment', { item: 'comment', comment_id: '1_2', message: 'Nice!' }, 'text', 'Nice!'],
    [
      'a comment with a photo',
      { item: 'comment', message: 'Nice!', photo: url },
      'photo',
      'Nice!',
      url,
    ],
  ]);
});

describe('of Viber, VK, TikTok or a chat on a site is read', () => {
  const attached = (type: string, content: Json): Json => ({
    ...{ id: 1, out: 0, text: '' },
    attachments: [{ type, [type]: content }],
  });
  const sizes = [
    { url, width: 1000, height: 900 },
    { url: `${url}s`, width: 75, height: 75 },
  ];
  readsAs([
    [
      "Viber's callback",
      { event: 'message', sender: { name: 'Ann' }, message: { type: 'text', text: 'hi' } },
      'text',
      'hi',
    ],
    ["Viber's file", { type: 'file', media: url, file_name: 'a.pdf' }, 'file', 'a.pdf', url],
    ["Viber's sticker", { type: 'sticker', sticker_id: 46105 }, 'sticker', undefined, '46105'],
    ["Viber's link", { type: 'url', media: url }, 'url', undefined, url],
    ["VK's largest photo", attached('photo', { id: 4, sizes }), 'photo', undefined, url],
    ["VK's document", attached('doc', { id: 4, title: 'a.pdf', url }), 'doc', 'a.pdf', url],
    [
      "VK's voice message",
      attached('audio_message', { id: 4, link_mp3: url }),
      'audio_message',
      undefined,
      url,
    ],
    [
      "VK's sticker",
      attached('sticker', { sticker_id: 4, images: sizes }),
      'sticker',
      undefined,
      url,
    ],
    ["VK's post", attached('wall', { id: 4, text: 'News' }), 'wall', 'News'],
    [
      "VK's place",
      { text: '', geo: { coordinates: { latitude: 1, longitude: 2 }, place: { title: 'Riga' } } },
      'location',
      'Riga (1, 2)',
    ],
    [
      "VK's event",
      { type: 'message_new', object: { message: { text: 'hi' }, client_info: {} } },
      'text',
      'hi',
    ],
    ["TikTok's file", { type: 'image', image: { media_id: 'M1' } }, 'image', undefined, 'M1'],
    [
      "TikTok's content, which is JSON text",
      { type: 'text', content: '{"text":{"body":"hi"}}' },
      'text',
      'hi',
    ],
    [
      "TikTok's video",
      { type: 'share_post', share_post: { embed_url: url } },
      'share_post',
      undefined,
      url,
    ],
    ['a file beside its type', { type: 'image', url }, 'image', undefined, url],
    [
      'a file by what it is made of',
      { text: 'see', attachments: [{ url, mime_type: 'image/png' }] },
      'image',
      'see',
      url,
    ],
    ['a file that is only its address', { attachments: [url] }, 'file', undefined, url],
    ['text beside who wrote it', { text: 'hi', contact: { name: 'Ann' } }, 'text', 'hi'],
    ['text in pieces', { text: ['a', { type: 'bold', text: 'b' }] }, 'text', 'ab'],
    ['text that looks like JSON', '{"text":"x"}', 'text', '{"text":"x"}'],
    ['text that is a number', 42, 'text', '42'],
    ['text in an object of another name', { data: { text: 'hi' } }, 'text', 'hi'],
    ['text that lies deep', { type: 'card', blocks: [{ rows: [{ text: 'hi' }] }] }, 'card', 'hi'],
    ['no text that is quoted', { type: 'ping', quoted: { text: 'before' } }, 'ping'],
  ]);
});

test("what VK marks as sent is the bot's own, whatever the event is called", () => {
  expect(read({ id: 1, out: 1, text: 'x' })?.direction).toBe('outgoing');
  expect(read({ id: 1, out: 0, text: 'x' })?.direction).toBe('incoming');
});

test('an id of what is no file is no media', () => {
  for (const type of ['poll', 'order', 'reaction', 'interactive', 'location', 'button']) {
    expect(read({ type, [type]: { id: '5555' } })).not.toHaveProperty('media');
    expect(read({ type, [type]: 'x' })).not.toHaveProperty('media');
  }
});

test('the operator is named however the keys are spelled', () => {
  for (const sent_by of [
    { firstName: 'Olga', lastName: 'Op' },
    [{ first_name: 'Olga', LastName: 'Op' }],
  ]) {
    expect(readMessage({ message: { text: 'x', sent_by } }, 'outgoing')?.operator).toBe('Olga Op');
  }
});

test("a number for a type is SendPulse's own, not the messenger's word", () => {
  expect(readMessage({ message: { id: '1', type: 1, text: 'hi' } }, 'incoming')?.type).toBe('text');
});

test('a message that says nothing where it should shows what SendPulse has of it', () => {
  const message = { id: 's', type: 'text', text: 'hi', channel_data: { message: { foo: 1 } } };
  expect(readMessage({ message }, 'incoming')).toMatchObject({ type: 'text', text: 'hi' });
});

describe('what is not what it looks like', () => {
  const text = (info: Json): unknown => readMessage(info, 'incoming')?.text;
  const inner = (message: Json): Json => ({ message: { id: 'sp', channel_data: { message } } });

  test.each(['[1]', '{"a":1}', '{"text":"x"}'])(
    'a text stays one where it looks like JSON: %s',
    words => {
      expect(text({ message: words })).toBe(words);
    },
  );

  test.each<[string, Json]>([
    ['an object beside it', { text: 'Hi', object: { id: '1', type: 'page' } }],
    ['JSON text beside it', { text: 'Hi', content: '{"type":"x"}' }],
    ['earlier messages beside it', { text: 'Hi', messages: [{ text: 'older' }] }],
  ])('a text counts more than %s', (_, message) => {
    expect(text(inner(message))).toBe('Hi');
  });

  test.each<[string, Json]>([
    ['the id of a photo', { photo: 'AgACAgIAAxkBAAI' }],
    ['the address of an image', { type: 'image', image: 'https://example.invalid/1' }],
    ['a sticker that is only said to be there', { type: 'sticker', sticker: true }],
    ['a message that was passed on', { text: '', fwd_messages: [{ text: 'their words' }] }],
    [
      'what a file says about itself',
      { type: 'voice', voice: { id: '1' }, metadata: { text: 'x' } },
    ],
  ])('%s is no text', (_, message) => {
    expect(text(inner(message))).toBeUndefined();
  });

  test.each<[string, Json]>([
    ['beside the channel data', { message: { id: 'sp', channel_data: { mid: 'M', text: 't' } } }],
    ['beside a message without channel data', { message: { id: 'sp', message: { mid: 'M' } } }],
  ])("SendPulse's id is the message's %s", (_, info) => {
    expect(readMessage(info, 'incoming')?.id).toBe('sp');
  });

  test('an echo is outgoing, whichever layer says so', () => {
    const info = { message: { is_echo: true, channel_data: { message: { text: 'x' } } } };
    expect(readMessage(info, 'incoming')?.direction).toBe('outgoing');
  });
});
