import { whatsappContent } from '../encode/whatsappMessage.ts';
import { type Events, messageInfo, type Sample } from './sample.ts';

/** WhatsApp's kinds of messages: one key filled, the others null. */
export const whatsapp = (event: Events): readonly Sample[] =>
  CONTENTS.map(([name, type, content, last], index) => {
    const id = `wamid.CONTENT${index + 1}`;
    const ago = 500 - index;
    return {
      name,
      channel: 'whatsapp',
      body: [
        event('whatsapp', 'incoming_message', {
          info: messageInfo(id, {
            id,
            from: 12025550103,
            timestamp: event.dated(ago),
            ...whatsappContent(type, content),
          }),
          contact: {
            phone: '12025550103',
            tags: ['lead'],
            variables: { city: 'Riga', dept: 'Designer' },
            last_message: last,
          },
          ago,
        }),
      ],
    };
  });

const url = 'https://example.invalid/media/1';
const file = { id: '1', url };

/** Name of the sample, `type`, what is under the key of that name, and the contact's `last_message`. */
const CONTENTS: readonly (readonly [string, string, unknown, string | null])[] = [
  ['picture with a caption', 'image', { ...file, caption: 'my ticket' }, url],
  ['document', 'document', { ...file, filename: 'invoice.pdf' }, url],
  ['voice message', 'voice', file, url],
  ['sticker', 'sticker', file, url],
  ['location', 'location', { latitude: 56.95, longitude: 24.11, name: 'Riga' }, null],
  [
    'contact card',
    'contacts',
    [{ name: { formatted_name: 'Contact 9' }, phones: [{ phone: '+12025550109' }] }],
    null,
  ],
  ['button pressed', 'button', { text: 'Pay', payload: 'pay' }, 'Pay'],
  [
    'reply button pressed',
    'interactive',
    { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes, please' } },
    'Yes, please',
  ],
  [
    'line of a list chosen',
    'interactive',
    { type: 'list_reply', list_reply: { id: '3', title: 'Seminar 3', description: 'at noon' } },
    'Seminar 3',
  ],
  ['reaction', 'reaction', { message_id: 'wamid.SAMPLE2', emoji: '❤️' }, '❤️'],
];
