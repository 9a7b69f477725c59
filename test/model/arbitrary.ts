import fc from 'fast-check';
import { anyMessage } from './anyMessage.ts';
import { anySnapshot } from './anySnapshot.ts';
import { encode } from './encode.ts';
import type { Bot, Meant } from './meant.ts';

/** When the harness says that every event was received: the time of an event without a usable date. */
export const receivedAt = '2025-03-01T10:00:10.000Z';

/** What happened, and how it reached the door. */
export type Plan = {
  /** In no order. Some are one event twice, in two copies that show different contacts. */
  readonly meants: readonly Meant[];
  /** The JSON texts of the events: each at least once, some more often, in any order. */
  readonly batches: readonly (readonly string[])[];
};

type PlanOptions = {
  /** How many events at most, without copies; 12 by default. */
  readonly maxEvents?: number;
  /** Whether two copies of one event may show different contacts; true by default. */
  readonly copies?: boolean;
};

/** Few seconds, so that events collide; one a little ahead of `receivedAt`; '' for no date at all. */
const times = [
  '2025-03-01T10:00:00.000Z',
  '2025-03-01T10:00:01.000Z',
  '2025-03-01T10:00:02.000Z',
  '2025-03-01T10:04:59.000Z',
  '',
] as const;

const services = ['whatsapp', 'telegram', 'messenger', 'instagram', 'viber', 'livechat'] as const;

const contactIds = ['65f0a1b2c3d4e5f607182931', '@c2', '17841400000000001'] as const;

const flowTitles = [
  'Reserved. Room #7',
  'Reserved. Apartment #3',
  'Cancelled. Room #7',
  'skip me',
  ...['', '#', '@contact', '@untitled', '@event#1', '__proto__', '🎫'.repeat(250)],
  // Named like messages, but without one.
  ...['incoming_message', 'outgoing_message'],
] as const;

const subscriptionKinds = ['new_subscriber', 'unsubscribe', 'bot_block'] as const;
const otherKinds = ['open_chat', 'run_custom_flow', 'link_click'] as const;

/** A history of few contacts and a way in which its events are delivered. */
export function plan({ maxEvents = 12, copies = true }: PlanOptions = {}): fc.Arbitrary<Plan> {
  const noCopy = { weight: 4, arbitrary: fc.constant(undefined) };
  const other = copies
    ? fc.oneof(noCopy, { weight: 1, arbitrary: anySnapshot() })
    : fc.oneof(noCopy);
  const happening = fc.record({
    meant: anyMeant(),
    other,
    sendings: fc.array(fc.nat(999), { minLength: 1, maxLength: 3 }),
    otherSendings: fc.array(fc.nat(999), { minLength: 1, maxLength: 2 }),
  });
  const happenings = fc.array(happening, { minLength: 1, maxLength: maxEvents, size: 'max' });
  const sizes = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 5 });
  return fc.tuple(happenings, sizes).map(([list, batchSizes]) => {
    const told = list.flatMap(({ meant, other, sendings, otherSendings }) => [
      { meant, sendings },
      ...(other ? [{ meant: { ...meant, snapshot: other }, sendings: otherSendings }] : []),
    ]);
    const sent = told.flatMap(({ meant, sendings }) =>
      sendings.map(place => ({ place, text: encode(meant) })),
    );
    const inOrder = sent.sort((a, b) => a.place - b.place).map(({ text }) => text);
    return { meants: told.map(({ meant }) => meant), batches: split(inOrder, batchSizes) };
  });
}

/** One event. What is fixed by an id (a bot's name, a message's text) is alike wherever it is told. */
export function anyMeant(): fc.Arbitrary<Meant> {
  return fc
    .record({
      contactId: fc.constantFrom(contactIds[1], contactIds[1], contactIds[1], ...contactIds),
      kind: fc.oneof(
        { weight: 3, arbitrary: fc.constant('flow' as const) },
        { weight: 3, arbitrary: fc.constant('incoming_message' as const) },
        { weight: 1, arbitrary: fc.constant('outgoing_message' as const) },
        { weight: 3, arbitrary: fc.constantFrom(...subscriptionKinds) },
        { weight: 1, arbitrary: fc.constantFrom(...otherKinds) },
      ),
      flowTitle: fc.constantFrom(flowTitles[0], flowTitles[0], ...flowTitles),
      at: fc.constantFrom(...times),
      service: fc.constantFrom(...services),
      botNumber: fc.nat(2),
      message: anyMessage(),
      snapshot: anySnapshot(),
      dialect: fc.nat(),
    })
    .map(({ flowTitle, botNumber, message, ...rest }) => ({
      ...rest,
      title: rest.kind === 'flow' ? flowTitle : rest.kind,
      bot: botAt(botNumber, rest.at),
      ...(rest.kind.endsWith('_message') ? { message: message(rest.service) } : {}),
    }));
}

/** A bot as it was at a time: the first one is given another name on the way. */
function botAt(number: number, at: string): Bot {
  if (number === 0) return { id: 'b0', name: at < times[1] ? 'Demo' : 'Demo, renamed' };
  if (number === 1) return { id: 'b1', external_id: '17841400000000001' };
  return { id: '@b2', name: 'Shop', url: 'https://t.me/demo_bot', external_id: '7000000001' };
}

function split(texts: readonly string[], sizes: readonly number[]): string[][] {
  const batches: string[][] = [];
  for (let start = 0; start < texts.length; ) {
    const end = start + (sizes[batches.length % sizes.length] ?? 1);
    batches.push(texts.slice(start, end));
    start = end;
  }
  return batches;
}
