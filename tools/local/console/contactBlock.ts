import { fromAttributeName } from '../../../lib/crm/attributeName.ts';
import type { Colors } from './colours.ts';
import { plain } from './plain.ts';

/** A row as the document client reads it. */
export type Row = Readonly<Record<string, unknown>>;

export interface ShownContact {
  readonly id: string;
  /** The title of the webhook that brought it. */
  readonly title: string;
  readonly contactRow: Row;
}

/** A contact under the webhook that it came by, one line for each thing known of it. */
export function contactBlock({ id, title, contactRow }: ShownContact, colours: Colors): string {
  const { name, username, email, phone, tags, variables } = contactRow;
  const lines = [
    ['contact', id],
    ['name', name],
    ['username', username],
    ['e-mail', email],
    ['phone', phone],
    ['tags', list(tags)],
    ...pairs(variables).map((pair, index) => [index === 0 ? 'variables' : '', pair]),
  ] as const;
  return [
    `  ${colours.bold(plain(title))}`,
    ...lines
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([label, value]) => `    ${colours.dim(label.padEnd(10))} ${plain(String(value))}`),
  ].join('\n');
}

const list = (tags: unknown) => (Array.isArray(tags) ? tags.join(', ') || '(none)' : undefined);

const pairs = (variables: unknown): readonly string[] =>
  Object.entries((variables ?? {}) as Row).map(
    ([name, value]) =>
      `${fromAttributeName(name)} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
