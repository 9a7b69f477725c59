import { whatsappContent } from '../encode/whatsappMessage.ts';
import { type Events, messageInfo, type Sample } from './sample.ts';

/** The eight system events and a flow's webhook: each kind once. */
export const systemEvents = (event: Events): readonly Sample[] => [
  {
    name: 'new subscriber, without variables: PHP writes an empty list',
    channel: 'telegram',
    body: [
      event('telegram', 'new_subscriber', {
        contact: {
          username: 'contact.2',
          tags: [],
          variables: [],
          photo: null,
          last_message: null,
        },
        ago: 600,
      }),
    ],
  },
  {
    name: 'incoming message',
    channel: 'whatsapp',
    body: [
      event('whatsapp', 'incoming_message', {
        info: messageInfo('wamid.SAMPLE1', {
          id: 'wamid.SAMPLE1',
          from: 12025550103,
          timestamp: event.dated(590),
          ...whatsappContent('text', { body: 'Is there a seat left?' }),
        }),
        contact: {
          username: 'contact.3',
          phone: '12025550103',
          tags: ['lead'],
          variables: { city: 'Riga', dept: 'Designer' },
          photo: null,
          last_message: 'Is there a seat left?',
        },
        ago: 590,
      }),
    ],
  },
  {
    name: 'outgoing message of the bot',
    channel: 'whatsapp',
    body: [
      event('whatsapp', 'outgoing_message', {
        info: messageInfo('wamid.SAMPLE2', {
          id: 'wamid.SAMPLE2',
          ...whatsappContent('text', { body: 'Yes, three.' }),
        }),
        // Still the client's last words, not the bot's.
        contact: {
          phone: '12025550103',
          tags: ['lead'],
          variables: { city: 'Riga', dept: 'Designer' },
          last_message: 'Is there a seat left?',
        },
        ago: 588,
      }),
    ],
  },
  {
    name: 'chat with an operator opened',
    channel: 'livechat',
    body: [event('livechat', 'open_chat', { contact: { tags: [], variables: [] }, ago: 580 })],
  },
  {
    name: 'custom flow started',
    channel: 'instagram',
    body: [
      event('instagram', 'run_custom_flow', {
        info: { flow: { id: '65f0a1b2c3d4e5f6071824f1', name: 'Welcome' } },
        contact: { username: 'contact.4', tags: [], variables: {} },
        ago: 570,
      }),
    ],
  },
  {
    name: 'link clicked',
    channel: 'viber',
    body: [
      event('viber', 'link_click', {
        info: { link: { url: 'https://example.invalid/programme' } },
        contact: { phone: 12025550105, tags: ['newsletter'], variables: [] },
        ago: 560,
      }),
    ],
  },
  {
    name: 'unsubscribed',
    channel: 'telegram',
    body: [
      event('telegram', 'unsubscribe', {
        contact: { tags: [], variables: [], photo: null, last_message: null },
        ago: 550,
      }),
    ],
  },
  {
    name: 'bot blocked',
    channel: 'viber',
    body: [
      event('viber', 'bot_block', {
        contact: { name: null, tags: ['newsletter'], variables: [] },
        ago: 540,
      }),
    ],
  },
  {
    name: "a flow's webhook, variables flattened into the contact, older ids",
    channel: 'messenger',
    body: [
      event('messenger', 'Reserved. Seminar #3', {
        bot: { id: '17ff4105-0000-4000-8000-000000000001' },
        contact: {
          id: '467bf50f-0000-4000-8000-000000000002',
          'favourite colour': 'blue',
          seat: 'B12',
          email: 'contact1@example.invalid',
          phone: '+12025550101',
          last_message: 'Seminar 3',
          photo: 'https://example.invalid/photos/1.jpg',
          tags: ['seminar-3', 'lead'],
        },
        ago: 530,
      }),
    ],
  },
];
