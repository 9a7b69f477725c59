import { describe, expect, test } from '@jest/globals';
import { parseEvent, SYSTEM_EVENTS } from '../../lib/webhook/parseEvent.ts';
import { anElement, anEvent, eventOf, RECEIVED_AT } from './anEvent.ts';

const problemOf = (raw: string) => {
  const parsed = parseEvent(raw, RECEIVED_AT);
  return 'problem' in parsed ? parsed.problem : undefined;
};
const info = { message: { channel_data: { message: { text: 'hi' } } } };

describe('what is no event', () => {
  test.each([
    ['a number', '7', 'not an object'],
    ['null', 'null', 'not an object'],
    ['text', '"event"', 'not an object'],
    ['a list', '[{"contact":{"id":"1"}}]', 'not an object'],
    ['nothing', '', 'not valid JSON'],
    ['JSON that breaks', '{"contact":{"id":"1"}', 'not valid JSON'],
    ['an empty object', '{}', 'contact is missing'],
    ['a contact that is null', '{"contact":null}', 'contact is missing'],
    ["PHP's empty contact", '{"contact":[]}', 'contact is missing'],
    ['a contact that is text', '{"contact":"1"}', 'contact is not an object'],
    ['contacts in a list', '{"contact":[{"id":"1"},{"id":"2"}]}', 'contact is not an object'],
    ['a contact that is blank', '{"contact":" "}', 'contact is missing'],
    [
      'a contact that is only inherited',
      '{"__proto__":{"contact":{"id":"1"}}}',
      'contact is missing',
    ],
    ['a contact without an id', '{"contact":{"name":"Ann"}}', 'contact.id is missing or blank'],
    ['a blank id', '{"contact":{"id":" "}}', 'contact.id is missing or blank'],
  ])('such as %s is a problem that says what is wrong', (_, raw, problem) => {
    expect(problemOf(raw)).toBe(problem);
  });

  test('such as an Automation 360 event is told what to do', () => {
    const body = { automation_id: 1, execution_date: '2026-03-01', email: 'a@example.invalid' };
    for (const key of ['automation_id', 'execution_date'] as const) {
      expect(problemOf(JSON.stringify({ [key]: body[key], email: body.email }))).toMatch(
        /Automation 360 .* take it out/,
      );
    }
  });

  test('such as 100,000 levels of nesting is a problem, not a crash', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(problemOf(`{"contact":{"id":"1"},"info":${deep}}`)).toBe('nested too deeply');
  });

  test('never has what was sent in its reason', () => {
    for (const raw of ['"canary"', '{"contact":"canary"}', '{"contact":{"mail":"canary"}}']) {
      expect(problemOf(raw)).not.toContain('canary');
    }
  });
});

describe('an event', () => {
  test('needs nothing but a contact with an id', () => {
    expect(eventOf('{"contact":{"id":"1"}}')).toMatchObject({
      ...{ at: RECEIVED_AT, received_at: RECEIVED_AT, title: '', service: 'unknown' },
      ...{ kind: 'flow', bot: { id: '' }, contact: { id: '1' }, raw: '{"contact":{"id":"1"}}' },
    });
  });

  test('survives odd neighbours of its contact', () => {
    const event = anEvent({ bot: [], info: [], service: null, title: null, date: {}, added: [1] });
    expect(event).toMatchObject({
      service: 'unknown',
      title: '',
      bot: { id: '' },
      at: RECEIVED_AT,
    });
  });

  test('keeps an external id of 17 digits, and a bot id that is a number, to the digit', () => {
    const raw = anElement().replace('"bot-1"', '65,"external_id":17841400000000001');
    expect(eventOf(raw).bot).toEqual({
      id: '65',
      name: 'Demo',
      external_id: '17841400000000001',
    });
  });

  test('of a service that nobody has heard of is kept', () => {
    expect(anEvent({ service: 'carrier pigeon' }).service).toBe('carrier pigeon');
  });

  test('is the same, whenever it is parsed again', () => {
    expect(anEvent()).toEqual(anEvent());
  });
});

describe('a title', () => {
  test.each([
    '@contact',
    '#',
    'Booked. Room #7',
    'Анкета',
    ' ',
    '🌻'.repeat(5000),
    'a\nb',
    '__proto__',
    'Incoming_message',
    'incoming_message ',
    'bot_blocked',
    'opened_live_chat',
    'outbound_message',
  ])('typed for a flow as %j is kept as it is', title => {
    expect(anEvent({ title, info })).toMatchObject({ title, kind: 'flow' });
  });

  test('that is a number is text', () => {
    expect(anEvent({ title: 7 })).toMatchObject({ title: '7', kind: 'flow' });
  });

  test('with half a character is made whole', () => {
    expect(anEvent({ title: 'a\ud83d' }).title).toBe('a\ufffd');
  });
});

describe('the kind', () => {
  test.each(SYSTEM_EVENTS)('of %s is its title, where info is as it should be', title => {
    expect(anEvent({ title, info }).kind).toBe(title);
  });

  test.each(SYSTEM_EVENTS)('of %s without info goes by title, but for the messages', title => {
    const isMessage = title.endsWith('_message');
    expect(anEvent({ title }).kind).toBe(isMessage ? 'flow' : title);
  });

  test('tells what came in from what went out', () => {
    expect(anEvent({ title: 'incoming_message', info }).message?.direction).toBe('incoming');
    expect(anEvent({ title: 'outgoing_message', info }).message?.direction).toBe('outgoing');
    expect(anEvent({ title: 'link_click', info })).not.toHaveProperty('message');
  });

  test('is known also where info is the JSON text of what it should be', () => {
    const event = anEvent({ title: 'incoming_message', info: ` ${JSON.stringify(info)}` });
    expect(event.message?.text).toBe('hi');
    expect(anEvent({ title: 'incoming_message', info: '{not JSON' }).kind).toBe('flow');
  });
});

describe('what is wrapped once too often is read', () => {
  test.each([
    ['a contact in a list', '{"contact":[{"id":"1"}]}'],
    ['a contact as JSON text', '{"contact":"{\\"id\\":\\"1\\"}"}'],
  ])('such as %s', (_, raw) => {
    expect(eventOf(raw).contact.id).toBe('1');
  });

  test.each([
    ['in a list', [{ id: '65', name: 'Demo' }]],
    ['as JSON text', '{"id":65,"name":"Demo"}'],
  ])('such as a bot %s', (_, bot) => {
    expect(anEvent({ bot }).bot).toEqual({ id: '65', name: 'Demo' });
  });

  test('and a bot that is nothing but its id has that', () => {
    expect(anEvent({ bot: '65f0a1b2c3d4e5f607182930' }).bot.id).toBe('65f0a1b2c3d4e5f607182930');
    expect(anEvent({ bot: 65 }).bot).toEqual({ id: '65' });
    expect(anEvent({ bot: true }).bot).toEqual({ id: '' });
  });

  test('such as info in a list, or channel_data as JSON text', () => {
    const channel_data = '{"message_id":"m1","message":{"text":"hi"}}';
    for (const given of [[info], { message: { channel_data } }, { message: [info.message] }]) {
      const event = anEvent({ title: 'incoming_message', info: given });
      expect(event).toMatchObject({ kind: 'incoming_message', message: { text: 'hi' } });
    }
  });
});

describe("a WhatsApp sender's number", () => {
  const from = { message: { channel_data: { message: { from: 12025550101, text: 'hi' } } } };
  const phoneOf = (parts: Readonly<Record<string, unknown>>) =>
    anEvent({ title: 'incoming_message', service: 'whatsapp', info: from, ...parts }).contact.phone;

  test("is the contact's phone where the contact has none", () => {
    expect(phoneOf({})).toBe('12025550101');
    expect(phoneOf({ contact: { id: '1', phone: '' } })).toBe('12025550101');
  });

  test('does not replace the phone that the contact has', () => {
    expect(phoneOf({ contact: { id: '1', phone: '+12025550199' } })).toBe('+12025550199');
  });

  test.each([
    ['1 (202) 555-0101', '1 (202) 555-0101'],
    ['12025550101@c.us', '12025550101'],
    ['12025550101@s.whatsapp.net', '12025550101'],
    ['12025550101-1600000000@g.us', undefined],
    ['Ann', undefined],
  ])('is read from %j as %j', (sender, phone) => {
    const message = { channel_data: { message: { from: sender, text: 'hi' } } };
    expect(phoneOf({ info: { message }, service: 'WhatsApp' })).toBe(phone);
  });

  test('is not taken from what went out, nor from another channel', () => {
    expect(phoneOf({ title: 'outgoing_message' })).toBeUndefined();
    expect(phoneOf({ service: 'telegram' })).toBeUndefined();
  });
});
