import type { Row } from './shown.ts';
import { canonical } from './valueText.ts';

type CompareOptions = {
  /** Lookup rows that are no longer true are let pass, as before the last step of the protocol. */
  readonly supersetLookups?: boolean;
};

const keys = ['contact_id', 'webhook_title'];

/** What the model doesn't know: how the product keeps its books. */
const contactBooks = new Set([...keys, 'stamps', 'rev', 'since', 'set', 'ttl']);
const webhookBooks = new Set([...keys, 'rev', 'since']);
const eventExtras = ['raw', 'digest', 'received_at', 'ttl', 'type', 'media', 'operator', 'bot_id'];
const eventBooks = new Set([...keys, ...eventExtras]);

/**
 * The differences between the rows of a table, plain objects as a DocumentClient gives them, and
 * those that the model expects; one readable line each, none when they agree.
 */
export function compareRows(
  actual: Iterable<Row>,
  expected: ReadonlyMap<string, Row>,
  { supersetLookups = false }: CompareOptions = {},
): string[] {
  const found = new Map<string, Row>();
  const differences: string[] = [];
  for (const row of actual) {
    const key = `${row.contact_id}|${row.webhook_title}`;
    if (found.has(key)) differences.push(`twice   ${key}`);
    found.set(key, row);
  }
  for (const [key, row] of expected) {
    const other = found.get(key);
    if (other) differences.push(...compareAttributes(key, other, row));
    else differences.push(`missing ${key} ${canonical(row)}`);
  }
  for (const [key, row] of found) {
    if (expected.has(key) || (supersetLookups && isLookup(key))) continue;
    differences.push(`extra   ${key} ${canonical(row)}`);
  }
  return differences.sort((a, b) => (a < b ? -1 : 1));
}

function compareAttributes(key: string, actual: Row, expected: Row): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...comparedAttributes(key, names)]
    .filter(name => canonical(actual[name]) !== canonical(expected[name]))
    .map(name => `differs ${key} ${name}: ${show(actual[name])}, expected ${show(expected[name])}`);
}

function comparedAttributes(key: string, names: ReadonlySet<string>): ReadonlySet<string> {
  if (key.startsWith('@catalog|')) return new Set();
  if (isLookup(key)) return new Set(['lookup']);
  if (key.endsWith('|@contact')) return names.difference(contactBooks);
  return names.difference(key.includes('|@event#') ? eventBooks : webhookBooks);
}

function isLookup(key: string): boolean {
  return /\|@(tag|status|email|phone|var)#/.test(key);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : canonical(value);
}
