import type { Stamp } from '../webhook/stamp.ts';
import type { AttributeValue } from './row.ts';

/**
 * What a register is of: `name`, `username`, `email`, `phone`, `photo`, `tags`, `status`, `subscription`,
 * `last_message`, `bot`, `variables.<name>`, `set.<field>` (what a rule sets), `override.<any of these>`
 * (what a person corrected).
 */
export type RegisterPath = string;

/** A value and the event that set it. `null` is a value too: that a variable has none, that an override was lifted. */
export interface Register {
  readonly value: AttributeValue;
  readonly stamp: Stamp;
}

/** All that is known of a contact: the state that events are merged into. */
export interface Contact {
  readonly id: string;
  readonly registers: ReadonlyMap<RegisterPath, Register>;
  /** The smallest and largest time of all events: ISO 8601. */
  readonly first_activity?: string;
  readonly last_activity?: string;
  /** Events not newer than this are dropped: the contact was erased. */
  readonly erased_at?: string;
}

/**
 * Merges two states of one contact: of each register the newer, last writer wins. Commutative, associative and
 * idempotent, so order and repeats do not matter.
 */
export const mergeContacts = (a: Contact, b: Contact): Contact => {
  const registers = new Map(a.registers);
  for (const [path, register] of b.registers) {
    const held = registers.get(path);
    if (held === undefined || held.stamp < register.stamp) registers.set(path, register);
  }
  const first = extreme([a.first_activity, b.first_activity], (x, y) => x < y);
  const last = extreme([a.last_activity, b.last_activity], (x, y) => x > y);
  const erased = extreme([a.erased_at, b.erased_at], (x, y) => x > y);
  return {
    id: a.id,
    registers,
    ...(first !== undefined && { first_activity: first }),
    ...(last !== undefined && { last_activity: last }),
    ...(erased !== undefined && { erased_at: erased }),
  };
};

/** The stamp of the newest event that the contact knows of; undefined when it knows none. */
export const asOf = (contact: Contact): Stamp | undefined =>
  extreme(
    [...contact.registers.values()].map(register => register.stamp),
    (x, y) => x > y,
  );

/** Whether two states are the same, stamps and all: a stamp that advanced must be written even where no value changed. */
export const sameContact = (a: Contact, b: Contact): boolean =>
  a.registers.size === b.registers.size &&
  a.first_activity === b.first_activity &&
  a.last_activity === b.last_activity &&
  a.erased_at === b.erased_at &&
  [...a.registers].every(([path, { stamp }]) => b.registers.get(path)?.stamp === stamp);

export const emptyContact = (id: string): Contact => ({ id, registers: new Map() });

const extreme = (
  values: readonly (string | undefined)[],
  wins: (x: string, y: string) => boolean,
): string | undefined =>
  values.reduce<string | undefined>(
    (best, value) =>
      best === undefined || (value !== undefined && wins(value, best)) ? value : best,
    undefined,
  );
