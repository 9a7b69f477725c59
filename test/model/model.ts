import { expectedLookups } from './expectedLookups.ts';
import { inStampOrder, type Told } from './inStampOrder.ts';
import type { Json, Kind, Meant } from './meant.ts';
import { fieldsOf, type RuleHits, ruleHits } from './ruleHits.ts';
import { present, type Row, shownBot, shownPerson, shownVariables, storedKey } from './shown.ts';
import type { TestConfig } from './testConfig.ts';
import { blank } from './valueText.ts';

type Given = {
  /** The product's stamp of an event, `<at>#<event id>#<digest>`. */
  readonly stampOf: (meant: Meant) => string;
  /** ISO 8601 with milliseconds: the time of an event that has no usable date. */
  readonly receivedAt: string;
  readonly config: TestConfig;
};

/** What the clerk has noted of one contact so far. */
type Card = {
  readonly row: Record<string, unknown>;
  readonly variables: Map<string, Json>;
  readonly setByRules: Map<string, string>;
};

const subscriptions: Partial<Record<Kind, string>> = {
  new_subscriber: 'subscribed',
  unsubscribe: 'unsubscribed',
  bot_block: 'blocked',
};

/**
 * The table that a careful clerk would have written who heard all events one after another, in the
 * order of their stamps: `contact_id|webhook_title` → the other attributes, as far as they are
 * compared.
 *
 * @throws Error when the stamps cannot be right
 */
export function expectedRows(meants: readonly Meant[], given: Given): Map<string, Row> {
  const rows = new Map<string, Row>();
  const cards = new Map<string, Card>();
  for (const told of inStampOrder(meants, given.stampOf, given.receivedAt)) {
    const { meant, stamp } = told;
    const hits = ruleHits(given.config, meant);
    if (hits.ignore) continue;
    const contact = storedKey(meant.contactId);
    const card = cards.get(contact) ?? { row: {}, variables: new Map(), setByRules: new Map() };
    cards.set(contact, card);
    writeOnCard(card, told, hits);
    const title = meant.title === '' ? '@untitled' : storedKey(meant.title);
    const earlier = rows.get(`${contact}|${title}`);
    rows.set(`${contact}|${title}`, webhookRow(told, title, earlier));
    const [at, id] = stamp.split('#');
    rows.set(`${contact}|@event#${at}#${id}`, eventRow(meant));
    rows.set(`@catalog|webhook#${title}`, {});
    rows.set(`@catalog|bot#${meant.bot.id}`, {});
    for (const tag of meant.snapshot.tags ?? []) rows.set(`@catalog|tag#${tag}`, {});
    for (const [name] of meant.snapshot.variables ?? []) rows.set(`@catalog|var#${name}`, {});
  }
  for (const [contact, { row, variables, setByRules }] of cards) {
    const fields = fieldsOf(given.config, variables, setByRules);
    if (Object.keys(fields).length > 0) row.fields = fields;
    if (variables.size > 0) row.variables = shownVariables(variables);
    rows.set(`${contact}|@contact`, row);
    for (const lookup of expectedLookups(given.config, row, variables, fields))
      rows.set(`${contact}|@${lookup}`, { lookup });
  }
  return rows;
}

function writeOnCard({ row, variables, setByRules }: Card, told: Told, hits: RuleHits): void {
  const { meant, at, stamp } = told;
  if (meant.contactId.startsWith('@')) row.id = meant.contactId;
  Object.assign(row, shownPerson(meant));
  if (meant.snapshot.tags) row.tags = meant.snapshot.tags;
  for (const [name, value] of meant.snapshot.variables ?? []) variables.set(name, value);
  if (hits.status) row.status = hits.status;
  for (const [field, value] of hits.set) setByRules.set(field, value);
  const subscription = subscriptions[meant.kind];
  if (subscription) {
    row.subscription = subscription;
    row.subscription_at = at;
  }
  if (meant.kind === 'incoming_message') {
    row.last_message = said(meant) ?? meant.message?.media ?? `[${meant.message?.type}]`;
    row.last_message_at = at;
  }
  row.service = meant.service;
  row.bot = shownBot(meant.bot);
  row.lookup = `bot#${meant.bot.id}`;
  row.first_activity ??= at;
  row.last_activity = at;
  row.as_of = stamp;
}

function webhookRow({ meant, at, stamp }: Told, title: string, earlier: Row | undefined): Row {
  const { snapshot, service, kind } = meant;
  return present({
    ...shownPerson(meant),
    title: meant.title || undefined,
    service,
    kind,
    bot: shownBot(meant.bot),
    tags: snapshot.tags,
    variables: shownVariables(snapshot.variables ?? []),
    last_message: blank(snapshot.last_message) ? undefined : snapshot.last_message,
    text: said(meant),
    first_at: earlier?.first_at ?? at,
    last_at: at,
    last_event: stamp,
    lookup: `webhook#${title}`,
  });
}

function eventRow(meant: Meant): Row {
  const { title, service, kind, snapshot, message } = meant;
  const text = kind === 'flow' ? snapshot.last_message : said(meant);
  return present({
    title: title || undefined,
    service,
    kind,
    direction: message && kind.replace('_message', ''),
    text: blank(text) ? undefined : text,
    message_id: message?.id,
  });
}

/** What a message says in words; of a place, where it is. */
function said({ message }: Meant): string | undefined {
  return message?.type === 'location' ? '56.9, 24.1' : message?.text;
}
