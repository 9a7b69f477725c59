import { digits } from '../digits.ts';
import type { Service } from '../meant.ts';

/** One body as SendPulse would post it, and what it is an example of. */
export interface Sample {
  readonly name: string;
  /** As `service` spells it. */
  readonly channel: string;
  /** An array of events; in its old form one bare object. */
  readonly body: unknown;
}

/** What an event has in place of what is usual for its channel. */
export interface Parts {
  readonly info?: unknown;
  /** Keys of the contact, besides `id` and `name`. */
  readonly contact?: Readonly<Record<string, unknown>>;
  readonly bot?: Readonly<Record<string, unknown>>;
  /** Seconds before now. */
  readonly ago?: number;
  readonly date?: unknown;
}

const CHANNELS: Record<Service, { url?: string; external_id: unknown }> = {
  messenger: { url: 'https://m.me/100000000000001', external_id: '100000000000001' },
  telegram: { url: 'https://t.me/demo_bot', external_id: 7000000001 },
  whatsapp: { url: 'https://wa.me/12025550100', external_id: '12025550100' },
  instagram: { external_id: digits('17841400000000001') },
  viber: { external_id: 'demoviber' },
  vk: { url: 'https://vk.com/club200000001', external_id: 200000001 },
  livechat: { url: 'https://example.invalid', external_id: 'example.invalid' },
  live_chat: { external_id: 'shop.example.invalid' },
  tiktok: { external_id: digits('7300000000000000001') },
};

/** Makes events of a channel and title. */
export interface Events {
  (channel: Service, title: string, parts: Parts): Readonly<Record<string, unknown>>;
  /** Epoch seconds, so many seconds ago. */
  readonly dated: (ago: number) => number;
}

/** The events of the samples, dated shortly before `now` (epoch milliseconds). */
export const createEvents = (now: number): Events => {
  const dated = (ago: number) => Math.floor(now / 1000) - ago;
  const event = (channel: Service, title: string, parts: Parts) => {
    const place = Object.keys(CHANNELS).indexOf(channel) + 1;
    return {
      info: parts.info ?? null,
      service: channel,
      title,
      bot: {
        id: `65f0a1b2c3d4e5f60718200${place}`,
        name: `Demo ${channel}`,
        ...CHANNELS[channel],
        ...parts.bot,
      },
      contact: {
        id: `65f0a1b2c3d4e5f60718210${place}`,
        name: `Contact ${place}`,
        ...parts.contact,
      },
      date: parts.date ?? dated(parts.ago ?? 0),
    };
  };
  return Object.assign(event, { dated });
};

/** `info` of a message: the messenger's object with SendPulse's id and the messenger's around it. */
export const messageInfo = (id: unknown, message: unknown, more: object = {}) => ({
  message: {
    id: '65f0a1b2c3d4e5f607182300',
    channel_data: { message_id: id, message },
    ...more,
  },
});
