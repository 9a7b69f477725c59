import { describe, expect, test } from '@jest/globals';
import type { Meant } from './meant.ts';
import { at, booked, bot, hello, rowsOf } from './rowsOf.ts';

describe('a history', () => {
  test('a late unsubscribe does not undo a newer subscription, and a message clears no block', () => {
    const unsubscribe = {
      ...booked,
      title: 'unsubscribe',
      kind: 'unsubscribe',
      at: at(1),
    } as const;
    const subscribe = {
      ...booked,
      title: 'new_subscriber',
      kind: 'new_subscriber',
      at: at(2),
    } as const;
    const block = { ...booked, title: 'bot_block', kind: 'bot_block', at: at(3) } as const;
    const late = rowsOf(['e2#d', subscribe], ['e1#d', unsubscribe]).get('c1|@contact');
    expect(late).toMatchObject({ subscription: 'subscribed', subscription_at: at(2) });
    const blocked = rowsOf(['e2#d', subscribe], ['e3#d', block], ['e4#d', hello(4)]);
    expect(blocked.get('c1|@contact')).toMatchObject({
      subscription: 'blocked',
      subscription_at: at(3),
    });
  });

  test('a blank does not wipe what is known, but the webhook row shows it as it came', () => {
    const known = { ...booked, snapshot: { name: 'Ann', last_message: 'hi' } };
    const rows = rowsOf(
      ['e1#d', known],
      ['e2#d', { ...booked, at: at(2), snapshot: { name: ' ' } }],
    );
    expect(rows.get('c1|@contact')).toMatchObject({ name: 'Ann' });
    expect(rows.get('c1|Booked')).toEqual({
      ...{ title: 'Booked', kind: 'flow', service: 'telegram', bot, lookup: 'webhook#Booked' },
      ...{ first_at: at(1), last_at: at(2), last_event: `${at(2)}#e2#d` },
    });
  });

  test('a list of tags replaces the one before it, also an empty one; without a list they stay', () => {
    const tagged = { ...booked, snapshot: { tags: ['a', 'b'] } };
    const silent = { ...booked, at: at(2) };
    const fewer = { ...booked, at: at(3), snapshot: { tags: ['b'] } };
    const none = { ...booked, at: at(4), snapshot: { tags: [] } };
    expect(tagsAndLookups(rowsOf(['e2#d', silent], ['e1#d', tagged]))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(tagsAndLookups(rowsOf(['e3#d', fewer], ['e1#d', tagged]))).toEqual([['b'], ['b']]);
    const all = rowsOf(['e4#d', none], ['e3#d', fewer], ['e1#d', tagged]);
    expect(tagsAndLookups(all)).toEqual([[], []]);
    expect(all.has('@catalog|tag#a')).toBe(true);
  });

  test('a variable that goes from A to B and back is found under A alone, its field with it', () => {
    const showing = (second: number, city: string | null): Meant => ({
      ...booked,
      at: at(second),
      snapshot: {
        variables: [
          ['city', city],
          ['mail', `${city}@example.invalid`],
        ],
      },
    });
    const rows = rowsOf(
      ['e3#d', showing(3, 'A')],
      ['e1#d', showing(1, 'A')],
      ['e2#d', showing(2, 'B')],
    );
    expect(rows.get('c1|@contact')).toMatchObject({
      fields: { contact_mail: 'A@example.invalid' },
    });
    expect(keysWith(rows, '|@var#')).toEqual(['c1|@var#city=A']);
    expect(keysWith(rows, '|@email#')).toEqual(['c1|@email#a@example.invalid']);
    const wiped = rowsOf(['e1#d', showing(1, 'A')], ['e2#d', { ...showing(2, null), at: at(2) }]);
    expect(wiped.get('c1|@contact')).toMatchObject({ variables: { city: null } });
    expect(keysWith(wiped, '|@var#')).toEqual([]);
  });

  test('events of one second are told in the order of their stamps, two copies of one as well', () => {
    const named = (name: string) => ({ ...hello(1), snapshot: { name } });
    const [ann, bob] = [named('Ann'), named('Bob')];
    expect(rowsOf(['e1#d1', ann], ['e1#d2', bob]).get('c1|@contact')).toMatchObject({
      name: 'Bob',
    });
    const turned = rowsOf(['e1#d2', ann], ['e1#d1', bob]);
    expect(turned.get('c1|@contact')).toMatchObject({ name: 'Ann', as_of: `${at(1)}#e1#d2` });
    expect(keysWith(turned, '|@event#')).toEqual([`c1|@event#${at(1)}#e1`]);
  });

  test('an ignored event leaves no row', () => {
    const ignored = {
      ...booked,
      title: 'skip me',
      at: at(2),
      snapshot: { name: 'Bob', tags: ['a'] },
    };
    expect(rowsOf(['e2#d', ignored]).size).toBe(0);
    expect(rowsOf(['e1#d', booked], ['e2#d', ignored])).toEqual(rowsOf(['e1#d', booked]));
  });

  test('the newest event with a rule gives status and fields, and a rule wins over a variable', () => {
    const reserve = (second: number, service: string, seat: string): Meant => ({
      ...{ ...booked, title: 'Reserved. Room #7', at: at(second), service },
      snapshot: {
        variables: [
          ['seat', seat],
          ['dept', 'Sales'],
        ],
      },
    });
    const cancel = { ...booked, title: 'Cancelled. ', at: at(3) };
    const byChat = rowsOf(
      ['e2#d', reserve(2, 'telegram', ' ')],
      ['e1#d', reserve(1, 'viber', '7A')],
    );
    expect(byChat.get('c1|@contact')).toMatchObject({
      ...{ status: 'reserved', fields: { department: 'Sales', seat: '7A' } },
    });
    const byPhone = rowsOf(
      ['e2#d', reserve(2, 'telegram', '8B')],
      ['e1#d', reserve(1, 'whatsapp', '7A')],
    );
    expect(byPhone.get('c1|@contact')).toMatchObject({
      ...{ status: 'reserved', fields: { department: 'Front desk', seat: '8B' } },
    });
    const cancelled = rowsOf(['e3#d', cancel], ['e1#d', reserve(1, 'whatsapp', '7A')]);
    expect(keysWith(cancelled, '|@status#')).toEqual(['c1|@status#cancelled']);
  });
});

type Rows = ReturnType<typeof rowsOf>;

function keysWith(rows: Rows, part: string): string[] {
  return [...rows.keys()].filter(key => key.includes(part));
}

function tagsAndLookups(rows: Rows): [unknown, string[]] {
  const found = keysWith(rows, '|@tag#').map(key => key.slice('c1|@tag#'.length));
  return [rows.get('c1|@contact')?.tags, found];
}
