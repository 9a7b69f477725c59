import type { Meant } from './meant.ts';
import { expectedRows } from './model.ts';
import { testConfig } from './testConfig.ts';

/** Second of the one minute in which all hand-written histories happen. */
export const at = (second: number) => `2025-03-01T10:00:0${second}.000Z`;

export const bot = { id: 'b1', name: 'Demo' };

/** A flow's event that says nothing of its contact. */
export const booked: Meant = {
  ...{ contactId: 'c1', title: 'Booked', kind: 'flow', service: 'telegram', bot, at: at(1) },
  ...{ snapshot: {}, dialect: 0 },
};

/** An event that says hello, at a second. */
export function hello(second: number, changes: Partial<Meant> = {}): Meant {
  const message = { id: 'm1', text: 'hello' };
  const kind = 'incoming_message';
  return { ...booked, title: kind, kind, at: at(second), message, ...changes };
}

/** The rows of events that come in this order and have these stamps, but for their times. */
export function rowsOf(...told: readonly (readonly [stamp: string, meant: Meant])[]) {
  const stamps = new Map(told.map(([stamp, meant]) => [meant, `${meant.at || at(9)}#${stamp}`]));
  const stampOf = (meant: Meant) => stamps.get(meant) ?? 'none';
  const meants = told.map(([, meant]) => meant);
  return expectedRows(meants, { stampOf, receivedAt: at(9), config: testConfig });
}
