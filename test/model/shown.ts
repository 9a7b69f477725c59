import type { Bot, Json, Meant } from './meant.ts';
import { asText, blank } from './valueText.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Who an event says the person is, without blanks. */
export function shownPerson({ kind, service, snapshot, message }: Meant): Row {
  const { name, username, email, photo } = snapshot;
  const caller = kind === 'incoming_message' && service === 'whatsapp' ? message?.from : undefined;
  const phone = blank(snapshot.phone) ? caller : snapshot.phone;
  const person = Object.entries({ name, username, email, phone, photo });
  return Object.fromEntries(person.filter(([, value]) => !blank(value)));
}

export function shownBot({ id, name, url, external_id }: Bot): Row {
  return present({ id, name, url, external_id });
}

/** Variables as a row holds them; undefined when there are none. */
export function shownVariables(variables: Iterable<readonly [string, Json]>): Row | undefined {
  const stored = [...variables].map(([name, value]) => [
    name === '__proto__' ? '@__proto__' : name === '' ? '@' : storedKey(name),
    typeof value === 'object' && value !== null ? asText(value) : value,
  ]);
  return stored.length > 0 ? Object.fromEntries(stored) : undefined;
}

/** What people type never looks like a key of ours, which begin with one `@`. */
export function storedKey(text: string): string {
  return text.startsWith('@') ? `@${text}` : text;
}

/** A row without the attributes that are undefined. */
export function present(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}
