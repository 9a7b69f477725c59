import { describe, expect, test } from '@jest/globals';
import { type CrmConfigInput, defineCrm } from '../../lib/crm/config.ts';
import { type Contact, mergeContacts } from '../../lib/crm/contact.ts';
import { contactOfEvent } from '../../lib/crm/registers.ts';
import { SYSTEM_EVENTS } from '../../lib/webhook/parseEvent.ts';
import { anEvent, DATE } from '../webhook/anEvent.ts';

type Parts = Readonly<Record<string, unknown>>;

const says = (parts: Parts = {}, config: CrmConfigInput = {}): Contact =>
  contactOfEvent(anEvent(parts), defineCrm(config));
const valuesOf = ({ registers }: Contact) =>
  Object.fromEntries([...registers].map(([path, { value }]) => [path, value]));
const message = (content: object) => ({
  info: { message: { channel_data: { message: content } } },
});
/** What is known after events that happened one second after another, in whatever order they came. */
const knownAfter = (...events: readonly Parts[]) => {
  const states = events.map((parts, second) => says({ ...parts, date: DATE + second }));
  const inOrder = states.reduce(mergeContacts);
  expect(states.toReversed().reduce(mergeContacts)).toEqual(inOrder);
  return valuesOf(inOrder);
};

describe('an event says', () => {
  test('what its contact shows, and who it was heard by, each with its stamp', () => {
    const contact = {
      id: 'contact-1',
      name: 'Ann',
      email: 'a@example.invalid',
      tags: ['t'],
      city: 'Riga',
    };
    const event = anEvent({ contact });
    const state = contactOfEvent(event, defineCrm({}));
    expect(valuesOf(state)).toEqual({
      name: 'Ann',
      email: 'a@example.invalid',
      tags: ['t'],
      'variables.city': 'Riga',
      bot: { id: 'bot-1', name: 'Demo', service: 'telegram' },
    });
    expect([...state.registers.values()].every(({ stamp }) => stamp === event.stamp)).toBe(true);
    expect(state).toMatchObject({
      id: 'contact-1',
      first_activity: event.at,
      last_activity: event.at,
    });
  });

  test('nothing of what is blank or absent', () => {
    const contact = { id: 'contact-1', name: '', username: null, email: ' ', variables: [] };
    expect(Object.keys(valuesOf(says({ contact })))).toEqual(['bot']);
  });

  test('what its rules set, with the status', () => {
    const rules = [{ status: 'reserved', set: { seat: { from: 'variables.seat' }, vip: true } }];
    const contact = { id: 'contact-1', variables: { seat: '7A' } };
    expect(valuesOf(says({ contact }, { rules }))).toMatchObject({
      status: 'reserved',
      'set.seat': '7A',
      'set.vip': true,
    });
  });

  test('a subscription only where it is one of three', () => {
    const said = SYSTEM_EVENTS.map(title => [
      title,
      valuesOf(says({ title, ...message({ text: 'hi' }) })).subscription,
    ]);
    expect(said.filter(([, subscription]) => subscription !== undefined)).toEqual([
      ['new_subscriber', 'subscribed'],
      ['unsubscribe', 'unsubscribed'],
      ['bot_block', 'blocked'],
    ]);
  });
});

describe('the last message', () => {
  const last = (title: string, content: object, contact = {}) =>
    valuesOf(says({ title, ...message(content), contact: { id: 'contact-1', ...contact } }))
      .last_message;
  const url = 'https://example.invalid/a.jpg';

  test('is the text of an incoming one, else the address of its media, else its type', () => {
    expect(last('incoming_message', { text: 'hello' })).toBe('hello');
    expect(last('incoming_message', { attachments: [{ type: 'image', payload: { url } }] })).toBe(
      url,
    );
    expect(last('incoming_message', { sticker: { file_id: 'S' } })).toBe('[sticker]');
  });

  test("is not an outgoing one, an echo, a flow's or what the contact shows", () => {
    const contact = { last_message: 'long ago' };
    expect(last('outgoing_message', { text: 'hello' }, contact)).toBeUndefined();
    expect(last('incoming_message', { text: 'hello', is_echo: true }, contact)).toBeUndefined();
    expect(last('Reserved', { text: 'hello' }, contact)).toBeUndefined();
  });
});

describe('in whatever order they come', () => {
  test('a late unsubscribe does not undo a newer subscription, nor the other way round', () => {
    const [on, off] = [{ title: 'new_subscriber' }, { title: 'unsubscribe' }];
    expect(knownAfter(off, on).subscription).toBe('subscribed');
    expect(knownAfter(on, off).subscription).toBe('unsubscribed');
  });

  test('a message or a flow after a block leaves the contact blocked', () => {
    const incoming = { title: 'incoming_message', ...message({ text: 'hi' }) };
    const open = { title: 'open_chat' };
    expect(knownAfter({ title: 'bot_block' }, incoming, open, {}).subscription).toBe('blocked');
  });

  test('an empty name wipes no name, and an absent one none', () => {
    const named = { contact: { id: 'contact-1', name: 'Ann' } };
    expect(knownAfter(named, { contact: { id: 'contact-1', name: '' } }, {}).name).toBe('Ann');
  });

  test('the whole list of tags is the newest one, also where it is empty', () => {
    const tagged = (...tags: string[]) => ({ contact: { id: 'contact-1', tags } });
    expect(knownAfter(tagged('a', 'b'), tagged('b')).tags).toEqual(['b']);
    expect(knownAfter(tagged('a'), tagged()).tags).toEqual([]);
    expect(knownAfter(tagged('a'), {}).tags).toEqual(['a']);
  });

  test('a variable that is null now is null, and one that is not spoken of stays', () => {
    const has = (variables: unknown) => ({ contact: { id: 'contact-1', variables } });
    expect(
      knownAfter(has({ city: 'Riga', vip: true }), has({ city: null }), has([])),
    ).toMatchObject({
      'variables.city': null,
      'variables.vip': true,
    });
  });
});
