import { describe, expect, test } from '@jest/globals';
import type { Meant, Service } from '../../tools/simulator/meant.ts';
import { traffic } from '../../tools/simulator/traffic.ts';

/** A payload as a reader finds it: parsed from the very text that is posted. */
type Payload = Readonly<Record<string, unknown>>;
interface Event extends Payload {
  readonly contact: Payload;
  readonly bot: Payload;
  readonly date: number | string;
}

const PAIRS: readonly (readonly [Event, Meant, string])[] = [
  ...traffic({ count: 8000, seed: 11, start: Date.parse('2026-01-05T08:00:00Z') }),
].flatMap(({ body, meant }) => {
  const text = JSON.stringify(body);
  const events = JSON.parse(text) as readonly Event[];
  expect(events.length).toBe(meant.length);
  return events.flatMap((event, place) => {
    const means = meant[place];
    return means ? [[event, means, text] as const] : [];
  });
});
const of = (service: Service) => PAIRS.filter(([, meant]) => meant.service === service);

/** What lies under a path of keys, or undefined. */
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );

const KNOWN = new Set('id name username email phone photo tags variables last_message'.split(' '));

describe('a payload says what is meant', () => {
  test('of the contact', () => {
    for (const [{ contact, title, service, bot }, meant] of PAIRS) {
      expect({
        id: contact.id,
        title,
        service,
        bot: bot.id,
        name: contact.name || null,
        username: contact.username || null,
        email: contact.email || null,
        phone: String(contact.phone ?? '').replace(/^(?=\d)/, '+') || null,
        tags: contact.tags,
      }).toEqual({
        id: meant.contactId,
        title: meant.title,
        service: meant.service,
        bot: meant.bot.id,
        name: meant.name,
        username: meant.username,
        email: meant.email,
        phone: meant.phone,
        tags: meant.tags,
      });
    }
  });

  test('of the variables, nested or flattened', () => {
    for (const [{ contact }, meant] of PAIRS) {
      const flat = Object.entries(contact).filter(([key]) => !KNOWN.has(key));
      const nested = Object.entries(contact.variables ?? {});
      expect(Object.fromEntries([...flat, ...nested])).toEqual(meant.variables);
    }
  });

  test('of the date, in seconds, milliseconds or as text', () => {
    for (const [{ date }, meant] of PAIRS) {
      const number = Number(date);
      expect(new Date(number < 1e11 ? number * 1000 : number).toISOString()).toBe(meant.at);
    }
  });

  test('of the text of a message, each channel in its own place', () => {
    const read = (event: Event, { service, message }: Meant): unknown => {
      const outer = at(event, 'info', 'message', 'channel_data', 'message');
      const inner = at(outer, 'message') ?? outer;
      const type = message?.type ?? '';
      switch (service) {
        case 'whatsapp': {
          const content = at(inner, type);
          return (
            at(content, 'body') ??
            at(content, 'caption') ??
            at(content, 'text') ??
            at(content, 'emoji') ??
            at(content, 'button_reply', 'title') ??
            at(content, 'list_reply', 'title')
          );
        }
        case 'telegram':
          return at(inner, 'text') ?? at(inner, 'caption');
        case 'messenger':
        case 'instagram':
          return at(inner, 'text') ?? at(inner, 'title');
        case 'livechat':
          return inner;
        case 'tiktok':
          return at(inner, 'text', 'body');
        default:
          return at(inner, 'text');
      }
    };
    const messages = PAIRS.filter(([, { message }]) => message !== null);
    expect(new Set(messages.map(([, { service }]) => service)).size).toBe(9);
    for (const [event, meant] of messages) {
      expect(read(event, meant) ?? null).toBe(meant.message?.text);
      expect(meant.message?.direction).toBe(
        event.title === 'incoming_message' ? 'incoming' : 'outgoing',
      );
    }
  });

  test('of what is no message: flows have no info', () => {
    for (const [{ info }, { kind, message }] of PAIRS) {
      if (kind === 'flow') expect(info).toBeNull();
      expect(at(info, 'message') !== undefined).toBe(message !== null);
    }
  });
});

describe('the variety of the documents occurs', () => {
  const shapes = (service: Service) =>
    new Set(of(service).map(([{ contact }]) => JSON.stringify(contact.variables)?.slice(0, 2)));

  test('variables are nested, flattened, an empty list, an empty object, absent', () => {
    expect(shapes('whatsapp')).toEqual(new Set(['[]', '{"']));
    expect(shapes('telegram')).toEqual(new Set(['[]', '{"', '{}']));
    expect(shapes('viber')).toEqual(new Set([undefined, '{"']));
    expect(shapes('messenger')).toEqual(new Set([undefined]));
    expect(of('messenger').some(([{ contact }]) => contact.dept !== undefined)).toBe(true);
  });

  test('external ids are text, numbers, and numbers over 2^53 to the digit', () => {
    const types = (service: Service) =>
      new Set(of(service).map(([{ bot }]) => typeof bot.external_id));
    expect(types('whatsapp')).toEqual(new Set(['string']));
    expect(types('telegram')).toEqual(new Set(['number']));
    expect(of('instagram')[0]?.[2]).toContain('"external_id":17841400000000001}');
  });

  test('phones are text with a plus, text without, and numbers', () => {
    const phones = (service: Service) =>
      of(service).flatMap(
        ([
          {
            contact: { phone },
          },
        ]) => phone ?? [],
      );
    expect(phones('telegram').every(phone => /^\+\d+$/.test(String(phone)))).toBe(true);
    expect(phones('whatsapp').every(phone => /^\d+$/.test(phone as string))).toBe(true);
    expect(phones('viber').every(phone => typeof phone === 'number')).toBe(true);
  });

  test('messages are pictures, taps on buttons, comments, an operator’s', () => {
    const types = new Set(PAIRS.flatMap(([, { message }]) => message?.type ?? []));
    for (const type of ['text', 'image', 'photo', 'voice', 'button', 'interactive', 'postback']) {
      expect(types).toContain(type);
    }
    const sentBy = PAIRS.filter(([{ info }]) => at(info, 'message', 'sent_by', 'first_name'));
    expect(sentBy.length).toBeGreaterThan(0);
    expect(sentBy.every(([{ title }]) => title === 'outgoing_message')).toBe(true);
    const comments = of('instagram').filter(
      ([{ title, contact }]) => title === 'incoming_message' && contact.last_message === null,
    );
    expect(comments.length).toBeGreaterThan(0);
  });

  test('an outgoing message leaves the client’s last words in place', () => {
    for (const [{ contact, title }, { message }] of of('viber')) {
      if (title === 'outgoing_message') expect(contact.last_message).not.toBe(message?.text);
      if (title === 'incoming_message') expect(contact.last_message).toBe(message?.text);
    }
  });

  test('no two messages have one id', () => {
    const first = new Map(
      PAIRS.map(([event, meant]) => [JSON.stringify(event), [event, meant] as const]),
    );
    const ids = [...first.values()].flatMap(([{ info }]) => at(info, 'message', 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
