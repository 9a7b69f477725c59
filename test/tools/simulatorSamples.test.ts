import { describe, expect, test } from '@jest/globals';
import { samples } from '../../tools/simulator/samples.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const SAMPLES = samples(NOW);

interface Event {
  readonly info: unknown;
  readonly service: string;
  readonly title: string;
  readonly contact: Readonly<Record<string, unknown>>;
  readonly bot: Readonly<Record<string, unknown>>;
  readonly date: number | string;
}
/** As a receiver reads them. */
const eventsOf = (body: unknown) => [JSON.parse(JSON.stringify(body))].flat() as readonly Event[];
const EVENTS = SAMPLES.flatMap(({ body }) => eventsOf(body));
const named = (name: string) => {
  const sample = SAMPLES.find(each => each.name.includes(name));
  return { ...sample, text: JSON.stringify(sample?.body), events: eventsOf(sample?.body) };
};

describe('the samples', () => {
  test('have an event of each kind', () => {
    const titles = new Set(EVENTS.map(({ title }) => title));
    for (const title of [
      'new_subscriber',
      'incoming_message',
      'outgoing_message',
      'open_chat',
      'run_custom_flow',
      'link_click',
      'unsubscribe',
      'bot_block',
      'Reserved. Seminar #3',
    ]) {
      expect(titles).toContain(title);
    }
  });

  test('have an incoming message of each channel', () => {
    const channels = EVENTS.filter(({ title }) => title === 'incoming_message');
    expect(new Set(channels.map(({ service }) => service))).toEqual(
      new Set(
        'messenger telegram whatsapp instagram viber vk livechat live_chat tiktok'.split(' '),
      ),
    );
  });

  test('are told apart by channel and name, and the channel is the event’s', () => {
    const names = SAMPLES.map(({ name, channel }) => `${channel} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { channel, body } of SAMPLES) {
      for (const { service } of eventsOf(body)) expect(service).toBe(channel);
    }
  });

  test('are dated within the ten minutes before now, whenever now is', () => {
    for (const { date } of EVENTS) {
      const at = Number(date) < 1e11 ? Number(date) * 1000 : Number(date);
      expect(at).toBeLessThanOrEqual(NOW);
      expect(at).toBeGreaterThanOrEqual(NOW - 600_000);
    }
    expect(samples(NOW)).toEqual(SAMPLES);
  });

  test('have variables nested, flattened, an empty list, and none at all', () => {
    const forms = new Set(EVENTS.map(({ contact }) => JSON.stringify(contact.variables)?.[0]));
    expect(forms).toEqual(new Set(['{', '[', undefined]));
    expect(named('flattened').events[0]?.contact).toMatchObject({ 'favourite colour': 'blue' });
  });

  test('have ids that are numbers, and one over 2^53 to the digit', () => {
    expect(typeof named('new subscriber').events[0]?.bot.external_id).toBe('number');
    expect(named('over 2^53').text).toContain('"external_id":17841400000000001}');
  });

  test('have the legacy form, a bare object', () => {
    expect(named('legacy').body).not.toBeInstanceOf(Array);
    expect(named('legacy').events[0]?.contact.id).toBeDefined();
  });

  test('have a date in milliseconds and one as text', () => {
    expect(named('date in milliseconds').events[0]?.date).toBeGreaterThan(1e12);
    expect(named('date as text').events[0]?.date).toMatch(/^\d{10}$/);
  });

  test('have a comment without a last message, and an operator’s message with a name', () => {
    expect(named('comment').events[0]).toMatchObject({
      title: 'incoming_message',
      contact: { last_message: null },
    });
    expect(named("operator's outgoing").text).toContain('"sent_by":{"first_name":"Vera"');
  });

  test('keep a variable named __proto__ as a variable', () => {
    expect(named('names as people type them').text).toContain(
      '"__proto__":"a name like any other"',
    );
  });

  test('hold invented people only', () => {
    const text = JSON.stringify(SAMPLES.map(({ body }) => body));
    for (const [address] of text.matchAll(/[\w.]+@[\w.]+/g)) expect(address).toMatch(/\.invalid$/);
    for (const [host] of text.matchAll(/https:\/\/[^/"]+/g)) {
      expect(host).toMatch(/example\.invalid|m\.me|t\.me|wa\.me|vk\.com/);
    }
  });
});
