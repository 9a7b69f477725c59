import { type Events, messageInfo, type Sample } from './sample.ts';

/** Everything else that arrives now and then, and is no mistake: old forms, odd dates, names that people type. */
export const oddities = (event: Events): readonly Sample[] => [
  {
    name: 'the legacy form: one object, no array',
    channel: 'telegram',
    body: event('telegram', 'Legacy. Seminar #1', { contact: { tags: [] }, ago: 200 }),
  },
  {
    name: 'several events in one body',
    channel: 'telegram',
    body: [
      event('telegram', 'Survey. Step 1/2', { contact: { tags: [], variables: {} }, ago: 190 }),
      event('telegram', 'Survey. Step 2/2', {
        contact: { tags: ['survey'], variables: { answers: '{"step":2}' } },
        ago: 185,
      }),
    ],
  },
  {
    name: 'date in milliseconds',
    channel: 'instagram',
    body: [
      event('instagram', 'Paid ✅', {
        contact: { tags: ['customer'], variables: { budget: 99, seat: null } },
        date: event.dated(180) * 1000,
      }),
    ],
  },
  {
    name: 'date as text',
    channel: 'viber',
    body: [
      event('viber', 'Paid ✅', {
        contact: { phone: '+38093000000', tags: [] },
        date: String(event.dated(170)),
      }),
    ],
  },
  {
    name: 'nested variables with unknown keys beside them',
    channel: 'whatsapp',
    body: [
      event('whatsapp', '@lounge: visit planned', {
        contact: {
          tags: [],
          variables: { 'visit date': '2026-02-14', Phone: '+12025550107' },
          city: 'Lisbon',
          last_message_data: { type: 'text' },
        },
        ago: 160,
      }),
    ],
  },
  {
    name: 'variables with names as people type them, and with an object for a value',
    channel: 'vk',
    body: [
      event('vk', 'Анкета заполнена', {
        contact: {
          tags: ['⭐ loyal'],
          variables: Object.fromEntries([
            ['Размер футболки', 'XL'],
            ['a.b', 1],
            ['__proto__', 'a name like any other'],
            ['cart', { items: [{ sku: 'seat', n: 2 }] }],
          ]),
        },
        ago: 150,
      }),
    ],
  },
  {
    name: 'a flow that someone gave a reserved name',
    channel: 'messenger',
    body: [event('messenger', 'incoming_message', { contact: { tags: [], email: '' }, ago: 140 })],
  },
  {
    name: 'info that is text',
    channel: 'livechat',
    body: [event('livechat', 'Callback wanted', { info: 'from the site', ago: 130 })],
  },
  {
    name: 'message without an id of the messenger',
    channel: 'live_chat',
    body: [
      event('live_chat', 'incoming_message', {
        info: { message: { ...messageInfo(0, 0).message, channel_data: { message: 'Thanks' } } },
        contact: { tags: [], last_message: 'Thanks' },
        ago: 120,
      }),
    ],
  },
];
