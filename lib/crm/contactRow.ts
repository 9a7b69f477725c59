import { stampTime } from '../webhook/stamp.ts';
import { fromAttributeName, toAttributeName } from './attributeName.ts';
import type { CrmConfig } from './config.ts';
import { asOf, type Contact, type Register } from './contact.ts';
import { viewContact } from './contactView.ts';
import { botLookup, CONTACT, contactKey } from './keys.ts';
import { type AttributeValue, compact, type Row } from './row.ts';

/** Registers that stand in the row under their own name, unless a person corrected them. */
const PLAIN = [
  'name',
  'username',
  'email',
  'phone',
  'photo',
  'tags',
  'status',
  'subscription',
  'last_message',
];
const VARIABLE = 'variables.';
const SET = 'set.';
const OVERRIDE = 'override.';

type Values = Readonly<Record<string, AttributeValue>>;

/** What the row has besides the contact. */
export interface Version {
  /** Counts the writes of the row; never starts again. */
  readonly rev: number;
  /** When the row was first written: ISO 8601; the index sorts by it. */
  readonly since: string;
}

/**
 * The contact row: for people the values that hold, for the merge the stamp of each. Stamps are stored once, as `as_of`;
 * `stamps` lists the registers whose stamp differs, and `reported` what the bot says where a correction hides it.
 */
export const contactToRow = (contact: Contact, config: CrmConfig, { rev, since }: Version): Row => {
  const view = viewContact(contact, config);
  const { registers } = contact;
  const newest = asOf(contact);
  const bot = registers.get('bot')?.value;
  const { service, ...botParts } = isRecord(bot) ? bot : {};
  const overrides = valuesUnder(contact, OVERRIDE);
  const hidden = [...registers].filter(
    ([path]) => isNotNull(overrides[path]) && !path.startsWith(SET),
  );
  return {
    ...compact({
      id: contactKey(contact.id) === contact.id ? undefined : contact.id,
      name: view.name,
      username: view.username,
      email: view.email,
      phone: view.phone,
      photo: view.photo,
      status: view.status,
      subscription: view.subscription,
      subscription_at: timeOf(
        registers.get(isNotNull(overrides.subscription) ? 'override.subscription' : 'subscription'),
      ),
      tags: view.tags,
      variables: filled(namedByAttribute(view.variables)),
      fields: filled(namedByAttribute(view.fields)),
      last_message: registers.get('last_message')?.value,
      last_message_at: timeOf(registers.get('last_message')),
      service,
      bot: filled(botParts),
      first_activity: contact.first_activity,
      last_activity: contact.last_activity,
      set: filled(namedByAttribute(Object.entries(valuesUnder(contact, SET)))),
      overrides: filled(namedByAttribute(Object.entries(overrides))),
      reported: filled(namedByAttribute(hidden.map(([path, { value }]) => [path, value]))),
      as_of: newest,
      stamps: filled(otherStamps(contact, newest)),
      erased_at: contact.erased_at,
      ...(bot !== undefined && { lookup: botLookup(String(botParts.id ?? '')), since }),
    }),
    contact_id: contactKey(contact.id),
    webhook_title: CONTACT,
    rev,
  };
};

/** Reads the contact row back: the exact state that was written. */
export const contactFromRow = (row: Row): Contact => {
  const newest = String(row.as_of ?? '');
  const stamps = new Map(
    Object.entries(isRecord(row.stamps) ? row.stamps : {}).flatMap(([stamp, paths]) =>
      (Array.isArray(paths) ? paths : []).map(path => [String(path), stamp]),
    ),
  );
  const overrides = namedByVariable(row.overrides);
  const reported = namedByVariable(row.reported);
  const values: (readonly [string, AttributeValue | undefined])[] = [
    ...PLAIN.map(path => [path, row[path]] as const),
    ...entriesUnder(VARIABLE, row.variables),
    ...entriesUnder(SET, row.set),
  ].map(([path, value]) => [path, isNotNull(overrides.get(path)) ? reported.get(path) : value]);
  values.push(...[...overrides].map(([path, value]) => [OVERRIDE + path, value] as const));
  if (row.service !== undefined) {
    values.push(['bot', { ...(isRecord(row.bot) ? row.bot : { id: '' }), service: row.service }]);
  }
  const registers = new Map<string, Register>();
  for (const [path, value] of values) {
    if (value !== undefined) registers.set(path, { value, stamp: stamps.get(path) ?? newest });
  }
  return {
    id: String(row.id ?? row.contact_id),
    registers,
    ...(typeof row.first_activity === 'string' && { first_activity: row.first_activity }),
    ...(typeof row.last_activity === 'string' && { last_activity: row.last_activity }),
    ...(typeof row.erased_at === 'string' && { erased_at: row.erased_at }),
  };
};

const otherStamps = (contact: Contact, newest: string | undefined): Record<string, string[]> => {
  const stamps: Record<string, string[]> = {};
  for (const [path, { stamp }] of [...contact.registers].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (stamp === newest) continue;
    stamps[stamp] ??= [];
    stamps[stamp].push(path);
  }
  return stamps;
};

const valuesUnder = (contact: Contact, prefix: string): Values =>
  Object.fromEntries(
    [...contact.registers]
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, { value }]) => [path.slice(prefix.length), value]),
  );

const namedByAttribute = (entries: Iterable<readonly [string, AttributeValue]>): Values =>
  Object.fromEntries([...entries].map(([name, value]) => [toAttributeName(name), value]));

const namedByVariable = (map: AttributeValue | undefined): Map<string, AttributeValue> =>
  new Map(
    Object.entries(isRecord(map) ? map : {}).map(([name, value]) => [
      fromAttributeName(name),
      value,
    ]),
  );

const entriesUnder = (
  prefix: string,
  map: AttributeValue | undefined,
): [string, AttributeValue][] =>
  [...namedByVariable(map)].map(([name, value]) => [prefix + name, value]);

const filled = <T extends Record<string, unknown>>(map: T): T | undefined =>
  Object.keys(map).length > 0 ? map : undefined;

const timeOf = (register: Register | undefined): string | undefined =>
  register && stampTime(register.stamp);

const isNotNull = (value: AttributeValue | undefined): boolean =>
  value !== undefined && value !== null;

const isRecord = (value: AttributeValue | undefined): value is Values =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);
