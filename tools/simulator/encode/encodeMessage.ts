import { digits } from '../digits.ts';
import type { Message } from '../invent/happening.ts';
import type { Meant, Service } from '../meant.ts';
import { metaMessage } from './metaMessage.ts';
import { plainMessage } from './plainMessage.ts';
import { telegramMessage } from './telegramMessage.ts';
import { whatsappMessage } from './whatsappMessage.ts';

/** `info.message`: SendPulse's id, the messenger's id, and the messenger's own object; and who wrote it, if an operator did. */
export const encodeMessage = (
  meant: Meant,
  message: Message,
): Readonly<Record<string, unknown>> => {
  const id = messengerId(meant.service, message);
  return {
    id: message.id,
    channel_data: {
      ...(id === undefined ? {} : { message_id: id }),
      message: channelMessage(meant, message, id),
    },
    ...(message.operator ? { sent_by: message.operator } : {}),
  };
};

/** Text, small numbers, numbers over 2^53: each messenger has its own. Chats on a site have none. */
const messengerId = (service: Service, { id, number }: Message): unknown => {
  switch (service) {
    case 'whatsapp':
      return `wamid.${id.toUpperCase()}`;
    case 'messenger':
      return `m_${id}`;
    case 'instagram':
      return `aWdf${id}`;
    case 'viber':
      return digits(`57${String(number).padStart(17, '0')}`);
    case 'telegram':
    case 'vk':
      return number;
    case 'tiktok':
      return `tt-${id}`;
    default:
      return undefined;
  }
};

const channelMessage = (meant: Meant, message: Message, id: unknown): unknown => {
  switch (meant.service) {
    case 'whatsapp':
      return whatsappMessage(meant, message, id);
    case 'telegram':
      return telegramMessage(meant, message, id);
    case 'messenger':
    case 'instagram':
      return metaMessage(meant, message, id);
    default:
      return plainMessage(meant.service, message, id);
  }
};
