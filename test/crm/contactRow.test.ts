import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineCrm } from '../../lib/crm/config.ts';
import { type Contact, emptyContact } from '../../lib/crm/contact.ts';
import { contactFromRow, contactToRow } from '../../lib/crm/contactRow.ts';
import { anyContact, asStored, contactWith, stampOf } from './anyContact.ts';

const config = defineCrm({ fields: { town: 'city' } });
const version = { rev: 3, since: '2026-03-01T12:00:00.000Z' };
const rowOf = (contact: Contact) => asStored(contactToRow(contact, config, version));

describe('a contact that was written', () => {
  test('is read back exactly: values, stamps, corrections, lifted ones, odd names', () => {
    fc.assert(
      fc.property(anyContact(), contact => {
        expect(contactFromRow(rowOf(contact))).toEqual(contact);
      }),
      { numRuns: 2000 },
    );
  });

  test('has an attribute for nothing that it does not know', () => {
    fc.assert(
      fc.property(anyContact(), contact => {
        for (const value of Object.values(rowOf(contact))) {
          expect([undefined, null]).not.toContain(value);
        }
      }),
    );
  });

  test('of whom nothing is known keeps only its key and revision', () => {
    expect(contactToRow(emptyContact('c'), config, version)).toEqual({
      contact_id: 'c',
      webhook_title: '@contact',
      rev: 3,
    });
  });

  test('with an id that its key cannot hold is read back under that id', () => {
    for (const id of ['@catalog', '@', 'x'.repeat(5000)]) {
      expect(contactFromRow(rowOf(emptyContact(id))).id).toBe(id);
    }
  });
});

describe('the row of a contact', () => {
  test('keeps one stamp where all registers have the same', () => {
    const row = rowOf(contactWith({ name: 'Ann', tags: [], 'variables.city': 'Riga' }));
    expect(row).toMatchObject({ as_of: stampOf(1), name: 'Ann', tags: [] });
    expect(row).not.toHaveProperty('stamps');
  });

  test('names the registers whose stamp is another', () => {
    const row = rowOf(contactWith({ name: 'Ann' }, { 'variables.city': 'Riga', username: 'a' }));
    expect(row.as_of).toBe(stampOf(2));
    expect(row.stamps).toEqual({ [stampOf(1)]: ['name'] });
  });

  test('shows a correction, and keeps what the bot says', () => {
    const row = rowOf(contactWith({ name: 'ann', 'override.name': 'Ann Demo' }));
    expect(row).toMatchObject({
      name: 'Ann Demo',
      overrides: { name: 'Ann Demo' },
      reported: { name: 'ann' },
    });
  });

  test("shows the bot's value again where a correction was lifted", () => {
    const row = rowOf(contactWith({ name: 'ann', 'override.name': null }));
    expect(row.name).toBe('ann');
    expect(row).not.toHaveProperty('reported');
  });

  test('has no variable where a correction of one that the bot never sent was lifted', () => {
    const contact = contactWith({ name: 'Ann' }, { 'override.variables.city': null });
    expect(rowOf(contact)).not.toHaveProperty('variables');
    expect(contactFromRow(rowOf(contact))).toEqual(contact);
  });

  test('keeps a variable that is null, and nothing else that is', () => {
    expect(rowOf(contactWith({ 'variables.city': null })).variables).toEqual({ city: null });
  });

  test('says since when a subscription holds: the correction, else the event', () => {
    const at = (number: number) => stampOf(number).slice(0, 24);
    const contact = { subscription: 'subscribed' };
    expect(rowOf(contactWith(contact, { name: 'x' })).subscription_at).toBe(at(1));
    const corrected = contactWith(contact, { 'override.subscription': 'unsubscribed' });
    expect(rowOf(corrected).subscription_at).toBe(at(2));
    const lifted = contactWith(contact, { 'override.subscription': null });
    expect(rowOf(lifted).subscription_at).toBe(at(1));
  });

  test('is in the index by its bot, and only where it has heard of one', () => {
    const bot = { id: 'b', name: 'Demo', service: 'viber' };
    expect(rowOf(contactWith({ bot }))).toMatchObject({
      lookup: 'bot#b',
      since: version.since,
      service: 'viber',
      bot: { id: 'b', name: 'Demo' },
    });
    const tombstone = rowOf(contactWith({ subscription: 'blocked' }));
    expect(tombstone).not.toHaveProperty('lookup');
    expect(tombstone).not.toHaveProperty('since');
  });
});
