import type { Message } from '../invent/happening.ts';
import type { Service } from '../meant.ts';

/** The messages of the channels of which little is published: text as it is, or in an object of some depth. */
export const plainMessage = (service: Service, { text, direction }: Message, id: unknown) => {
  switch (service) {
    case 'livechat':
      return text;
    case 'tiktok':
      return { message_id: id, type: 'text', text: { body: text } };
    case 'viber':
      return { type: 'text', text };
    case 'vk':
      return { id, out: direction === 'outgoing' ? 1 : 0, text, attachments: [] };
    default:
      return { text };
  }
};
