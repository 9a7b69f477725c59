import type { Service } from '../meant.ts';
import { type Events, messageInfo, type Sample } from './sample.ts';

/** The channels of which little is published: their text comes as it is, or in an object that holds it. */
export const otherChannels = (event: Events): readonly Sample[] => {
  const sample = (channel: Service, message: unknown, text: string, more: object): Sample => ({
    name: 'text',
    channel,
    body: [
      event(channel, 'incoming_message', {
        info: messageInfo(`${channel}-1`, message),
        contact: { tags: [], last_message: text, ...more },
        ago: 300,
      }),
    ],
  });
  return [
    sample('viber', { type: 'text', text: 'ok' }, 'ok', { phone: 12025550105, variables: [] }),
    sample('vk', { id: 1, out: 0, text: 'Привет' }, 'Привет', { variables: { city: 'Київ' } }),
    sample('livechat', 'Hello?', 'Hello?', { name: '', email: '', variables: [] }),
    sample('live_chat', { text: 'Anyone there?' }, 'Anyone there?', { name: '' }),
    sample('tiktok', { type: 'text', text: { body: 'how much' } }, 'how much', { variables: {} }),
  ];
};
