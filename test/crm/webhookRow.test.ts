import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  mergeWebhooks,
  type WebhookState,
  webhookFromRow,
  webhookOfEvent,
  webhookToRow,
} from '../../lib/crm/webhookRow.ts';
import { stampTime } from '../../lib/webhook/stamp.ts';
import { anEvent, DATE } from '../webhook/anEvent.ts';
import { asStored, stampOf } from './anyContact.ts';

const version = { rev: 2, since: '2026-03-01T12:00:00.000Z' };
const rowOf = (parts: Readonly<Record<string, unknown>>) => {
  const event = anEvent(parts);
  const key = { contactId: event.contact.id, title: event.title };
  return asStored(webhookToRow(key, webhookOfEvent(event), version));
};

describe('the row of a webhook', () => {
  test('shows the contact as its event showed it, and is found by its title', () => {
    const contact = { id: 'c', name: 'Ann', tags: [], city: 'Riga', last_message: 'yes' };
    const row = rowOf({ contact });
    expect(row).toMatchObject({
      ...{ contact_id: 'c', webhook_title: 'Reserved. Seat 7', lookup: 'webhook#Reserved. Seat 7' },
      ...{ title: 'Reserved. Seat 7', kind: 'flow', service: 'telegram', name: 'Ann', tags: [] },
      ...{ variables: { city: 'Riga' }, last_message: 'yes', bot: { id: 'bot-1', name: 'Demo' } },
      ...{ first_at: '2026-03-01T10:00:00.000Z', last_at: '2026-03-01T10:00:00.000Z' },
      ...version,
    });
    expect(row.last_event).toBe(anEvent({ contact }).stamp);
  });

  test('has an attribute for nothing that its event did not say', () => {
    const row = rowOf({ title: '', bot: {}, contact: { id: 'c', variables: [] } });
    expect(Object.keys(row).sort((a, b) => (a < b ? -1 : 1))).toEqual([
      ...['bot', 'contact_id', 'first_at', 'kind', 'last_at', 'last_event', 'lookup', 'rev'],
      ...['service', 'since', 'webhook_title'],
    ]);
    expect(row).toMatchObject({ webhook_title: '@untitled', lookup: 'webhook#@untitled' });
  });

  test('has what a message said', () => {
    const info = { message: { channel_data: { message: { text: 'hello' } } } };
    expect(rowOf({ title: 'incoming_message', info }).text).toBe('hello');
  });

  test.each(['@contact', '@event#x', '@untitled', '#', '🌻'.repeat(5000), 'rev', 'lookup'])(
    'titled %j is out of the way of every other row, and keeps its title',
    title => {
      const row = rowOf({ title });
      expect(row.title).toBe(title);
      expect(row.webhook_title).not.toMatch(/^@(?!@)/);
      expect(Buffer.byteLength(row.webhook_title)).toBeLessThanOrEqual(1024);
    },
  );

  test('is read back exactly, whatever the names and values of its variables', () => {
    const anyName = fc.constantFrom('', '__proto__', '@', 'rev', 'title', 'constructor', 'a.b');
    const anyValue = fc.oneof(fc.constantFrom(null, true, 0, -1.5, '', '[]'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(anyName, anyValue)), pairs => {
        const contact = { id: 'c', variables: Object.fromEntries(pairs) };
        const state = webhookOfEvent(anEvent({ contact }));
        expect(webhookFromRow(rowOf({ contact }), undefined)).toEqual(state);
      }),
    );
  });
});

describe('a webhook that came several times', () => {
  const anyState: fc.Arbitrary<WebhookState> = fc
    .tuple(fc.nat(5), fc.nat(5), fc.nat(5))
    .map(([minute, before, after]) => ({
      last_event: stampOf(minute),
      shown: { name: `as of ${minute}` },
      first_at: stampTime(stampOf(Math.max(0, minute - before))),
      last_at: stampTime(stampOf(minute + after)),
    }));

  test('shows the newest, and the outermost times, in whatever order and however often', () => {
    fc.assert(
      fc.property(anyState, anyState, anyState, (a, b, c) => {
        const merged = mergeWebhooks(mergeWebhooks(a, b), c);
        expect(mergeWebhooks(a, mergeWebhooks(b, c))).toEqual(merged);
        expect(mergeWebhooks(mergeWebhooks(c, b), a)).toEqual(merged);
        expect(mergeWebhooks(merged, b)).toEqual(merged);
      }),
    );
  });

  test('no longer shows what the newest does not say', () => {
    const [older, newer] = [
      webhookOfEvent(anEvent({ contact: { id: 'c', name: 'Ann', tags: ['t'] } })),
      webhookOfEvent(anEvent({ contact: { id: 'c' }, date: DATE + 60 })),
    ];
    expect(mergeWebhooks(newer, older)).toEqual({
      ...newer,
      first_at: '2026-03-01T10:00:00.000Z',
    });
  });
});

describe('after an erasure', () => {
  const at = '2026-03-01T10:00:00.000Z';
  test('a row that is not newer is as if it were not there', () => {
    expect(webhookFromRow(rowOf({}), at)).toBeUndefined();
    expect(webhookFromRow(rowOf({}), '2026-03-01T10:00:00.001Z')).toBeUndefined();
  });

  test('a newer one counts, and bears the erasure that it was written under', () => {
    const event = anEvent({ date: DATE + 1 });
    const key = { contactId: 'c', title: event.title };
    const row = webhookToRow(key, webhookOfEvent(event), { ...version, erasedAt: at });
    expect(row.erased_at).toBe(at);
    expect(webhookFromRow(row, at)).toEqual(webhookOfEvent(event));
  });
});
