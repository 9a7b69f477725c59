import { digits } from '../digits.ts';
import type { Service } from '../meant.ts';

/** How a bot's payloads spell things. SendPulse's differ by channel and by age. */
export interface Habits {
  readonly variables: 'nested' | 'flattened';
  /** What stands for "no variables": PHP's empty list, an empty object, or no key at all. */
  readonly noVariables: '[]' | '{}' | 'absent';
  readonly date: 'seconds' | 'milliseconds' | 'text';
  readonly phone: '+digits' | 'digits' | 'number';
  /** What stands for a name, an address or a phone that is not known. */
  readonly unknown: 'null' | 'empty' | 'absent';
  readonly ids: 'hex' | 'uuid';
}

export interface Bot {
  readonly id: string;
  readonly name: string;
  readonly service: Service;
  readonly url?: string;
  /** Text, number, or a number over 2^53. */
  readonly externalId: unknown;
  readonly habits: Habits;
  /** Contacts out of a hundred that are this bot's. */
  readonly share: number;
}

const usual: Habits = {
  variables: 'nested',
  noVariables: '[]',
  date: 'seconds',
  phone: '+digits',
  unknown: 'null',
  ids: 'hex',
};

/** The bots of an invented company. They are the same for every seed; contacts are not. */
export const BOTS: readonly Bot[] = [
  {
    id: '65f0a1b2c3d4e5f607180001',
    name: 'Demo WhatsApp',
    service: 'whatsapp',
    url: 'https://wa.me/12025550100',
    externalId: '12025550100',
    habits: { ...usual, phone: 'digits' },
    share: 28,
  },
  {
    id: '65f0a1b2c3d4e5f607180002',
    name: 'Demo events',
    service: 'telegram',
    url: 'https://t.me/demo_events_bot',
    externalId: 7000000001,
    habits: usual,
    share: 20,
  },
  {
    id: '65f0a1b2c3d4e5f607180003',
    name: 'Демо поддержка',
    service: 'telegram',
    url: 'https://t.me/demo_support_bot',
    externalId: 7000000002,
    habits: { ...usual, noVariables: '{}', unknown: 'absent' },
    share: 8,
  },
  {
    id: '17ff4105-0000-4000-8000-000000000004',
    name: 'Demo page',
    service: 'messenger',
    url: 'https://m.me/100000000000001',
    externalId: '100000000000001',
    habits: { ...usual, variables: 'flattened', unknown: 'absent', ids: 'uuid' },
    share: 12,
  },
  {
    id: '65f0a1b2c3d4e5f607180005',
    name: 'demo_shop',
    service: 'instagram',
    externalId: digits('17841400000000001'),
    habits: { ...usual, date: 'milliseconds' },
    share: 14,
  },
  {
    id: '65f0a1b2c3d4e5f607180006',
    name: 'Demo Viber',
    service: 'viber',
    externalId: 'demoviber',
    habits: { ...usual, noVariables: 'absent', date: 'text', phone: 'number' },
    share: 6,
  },
  {
    id: '65f0a1b2c3d4e5f607180007',
    name: 'Демо ВК',
    service: 'vk',
    url: 'https://vk.com/club200000001',
    externalId: 200000001,
    habits: { ...usual, variables: 'flattened' },
    share: 4,
  },
  {
    id: '65f0a1b2c3d4e5f607180008',
    name: 'Demo site chat',
    service: 'livechat',
    url: 'https://example.invalid',
    externalId: 'example.invalid',
    habits: { ...usual, unknown: 'empty' },
    share: 4,
  },
  {
    id: '65f0a1b2c3d4e5f607180009',
    name: 'Demo shop chat',
    service: 'live_chat',
    externalId: 'shop.example.invalid',
    habits: { ...usual, unknown: 'empty', noVariables: 'absent' },
    share: 2,
  },
  {
    id: '65f0a1b2c3d4e5f60718000a',
    name: 'demo.tiktok',
    service: 'tiktok',
    externalId: digits('7300000000000000001'),
    habits: { ...usual, date: 'milliseconds', phone: '+digits' },
    share: 2,
  },
];
