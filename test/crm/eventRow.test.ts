import { describe, expect, test } from '@jest/globals';
import { defineCrm } from '../../lib/crm/config.ts';
import { eventToRow, inflateRaw } from '../../lib/crm/eventRow.ts';
import { anElement, anEvent, DATE, eventOf, RECEIVED_AT } from '../webhook/anEvent.ts';

const keepAll = defineCrm({});
const rowOf = (parts: Readonly<Record<string, unknown>> = {}) =>
  eventToRow(anEvent(parts), keepAll);
const message = (outer: object, content: object = {}) => ({
  message: { ...outer, channel_data: { message_id: 'm1', message: content } },
});

describe('a line of the timeline', () => {
  test('stands under its contact, in the order of time, and is in no index', () => {
    const event = anEvent();
    const row = eventToRow(event, keepAll);
    expect(row).toMatchObject({
      ...{ contact_id: 'contact-1', webhook_title: `@event#${event.at}#${event.id}` },
      ...{ title: 'Reserved. Seat 7', service: 'telegram', kind: 'flow', bot_id: 'bot-1' },
      ...{ received_at: RECEIVED_AT, digest: event.digest },
    });
    for (const name of ['lookup', 'since', 'ttl', 'direction', 'text', 'message_id']) {
      expect(row).not.toHaveProperty(name);
    }
  });

  test('says what was said, by whom and which way', () => {
    const info = message({ sent_by: { first_name: 'Olga' } }, { text: 'Here you are' });
    expect(rowOf({ title: 'outgoing_message', info })).toMatchObject({
      ...{ kind: 'outgoing_message', direction: 'outgoing', type: 'text', text: 'Here you are' },
      ...{ message_id: 'm1', operator: 'Olga' },
    });
  });

  test('has the address of what was shown', () => {
    const info = message(
      {},
      { attachments: [{ type: 'image', payload: { url: 'https://x.invalid' } }] },
    );
    const row = rowOf({ title: 'incoming_message', info });
    expect(row).toMatchObject({ direction: 'incoming', type: 'image', media: 'https://x.invalid' });
  });

  test("has the client's answer for a flow, but not for what the bot sent", () => {
    const contact = { id: 'c', last_message: 'room 7' };
    expect(rowOf({ contact })?.text).toBe('room 7');
    const sent = rowOf({ contact, title: 'outgoing_message', info: message({}, { sticker: {} }) });
    expect(sent).not.toHaveProperty('text');
  });

  test('of an event without title or bot has neither', () => {
    const row = rowOf({ title: null, bot: null });
    expect(row).not.toHaveProperty('title');
    expect(row).not.toHaveProperty('bot_id');
  });
});

describe('the event as received', () => {
  test('comes back letter by letter', () => {
    for (const raw of [
      anElement(),
      '{ "contact" : {"id":17841400000000001, "x":1e400,"x":"\\ud83d 🌻 \ufffe"} }',
    ]) {
      const row = eventToRow(eventOf(raw), keepAll);
      expect(inflateRaw(row?.raw as Uint8Array)).toBe(raw);
    }
  });

  test('is kept deflated', () => {
    const raw = anElement({
      info: Object.fromEntries(Array.from('abcdefghij', key => [key, null])),
    });
    const kept = eventToRow(eventOf(raw), keepAll)?.raw as Uint8Array;
    expect(kept.byteLength).toBeLessThan(raw.length);
  });
});

describe('how long a line is kept', () => {
  test('is so many days from when it happened, in seconds', () => {
    const row = eventToRow(anEvent(), defineCrm({ timeline: { keepDays: 30 } }));
    expect(row?.ttl).toBe(DATE + 30 * 86_400);
  });

  test('is not at all where it is 0 days', () => {
    expect(eventToRow(anEvent(), defineCrm({ timeline: { keepDays: 0 } }))).toBeUndefined();
  });
});
