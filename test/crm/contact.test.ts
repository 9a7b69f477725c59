import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  asOf,
  type Contact,
  emptyContact,
  mergeContacts,
  sameContact,
} from '../../lib/crm/contact.ts';
import { anyContact, contactWith, stampOf } from './anyContact.ts';

/** States that events can bring about: a stamp and a register settle the value. */
const anyState = (): fc.Arbitrary<Contact> =>
  anyContact().map(contact => ({
    ...contact,
    registers: new Map(
      [...contact.registers].map(([path, { stamp }]) => [
        path,
        { value: `${path} ${stamp}`, stamp },
      ]),
    ),
  }));

describe('merging', () => {
  test('does not mind the order', () => {
    fc.assert(
      fc.property(anyState(), anyState(), (a, b) => {
        expect(mergeContacts(a, b)).toEqual(mergeContacts(b, a));
      }),
    );
  });

  test('does not mind what was merged first', () => {
    fc.assert(
      fc.property(anyState(), anyState(), anyState(), (a, b, c) => {
        const left = mergeContacts(mergeContacts(a, b), c);
        expect(mergeContacts(a, mergeContacts(b, c))).toEqual(left);
      }),
    );
  });

  test('changes nothing when it is repeated, or when nothing is known', () => {
    fc.assert(
      fc.property(anyState(), anyState(), (a, b) => {
        const merged = mergeContacts(a, b);
        expect(mergeContacts(a, a)).toEqual(a);
        expect(mergeContacts(merged, b)).toEqual(merged);
        expect(mergeContacts(a, emptyContact(a.id))).toEqual(a);
        expect(sameContact(merged, mergeContacts(merged, a))).toBe(true);
      }),
    );
  });

  test('leaves both of its states as they were', () => {
    const [a, b] = [contactWith({ name: 'Ann' }), contactWith({}, { name: 'Anna' })];
    mergeContacts(a, b);
    expect(a).toEqual(contactWith({ name: 'Ann' }));
    expect(b).toEqual(contactWith({}, { name: 'Anna' }));
  });

  test('takes of each register the newer value, also where that is null or an empty list', () => {
    const older = contactWith({ name: 'Ann', tags: ['t'], 'variables.city': 'Riga' });
    const newer = contactWith({}, { tags: [], 'variables.city': null });
    expect(mergeContacts(older, newer).registers).toEqual(
      new Map<string, unknown>([
        ['name', { value: 'Ann', stamp: stampOf(1) }],
        ['tags', { value: [], stamp: stampOf(2) }],
        ['variables.city', { value: null, stamp: stampOf(2) }],
      ]),
    );
  });

  test('keeps the first and last time, and the latest erasure', () => {
    const [first, middle, last] = [0, 1, 2].map(minute => stampOf(minute).slice(0, 24));
    if (!first || !middle || !last) throw new Error('three times');
    const a = {
      ...emptyContact('c'),
      first_activity: middle,
      last_activity: middle,
      erased_at: first,
    };
    const b = {
      ...emptyContact('c'),
      first_activity: first,
      last_activity: last,
      erased_at: middle,
    };
    expect(mergeContacts(a, b)).toEqual({
      ...emptyContact('c'),
      first_activity: first,
      last_activity: last,
      erased_at: middle,
    });
  });
});

describe('two states', () => {
  test('are not the same where a stamp advanced, though no value changed', () => {
    expect(sameContact(contactWith({ name: 'Ann' }), contactWith({}, { name: 'Ann' }))).toBe(false);
  });

  test('are not the same where a register, a time or an erasure is more', () => {
    const contact = contactWith({ name: 'Ann' });
    const at = stampOf(5).slice(0, 24);
    expect(sameContact(contact, contactWith({ name: 'Ann', email: 'a' }))).toBe(false);
    expect(sameContact(contactWith({ name: 'Ann' }), contactWith({ email: 'a' }))).toBe(false);
    for (const key of ['first_activity', 'last_activity', 'erased_at']) {
      expect(sameContact(contact, { ...contact, [key]: at })).toBe(false);
    }
    expect(sameContact(contact, contactWith({ name: 'Ann' }))).toBe(true);
  });
});

test('a contact is as of its newest stamp, and of none where nothing is known', () => {
  expect(asOf(contactWith({ name: 'a' }, { email: 'b' }))).toBe(stampOf(2));
  expect(asOf(emptyContact('c'))).toBeUndefined();
});
