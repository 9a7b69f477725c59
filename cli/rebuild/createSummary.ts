import { CONTACT } from '../../lib/crm/keys.ts';
import type { Difference } from '../../lib/crm/rowDifferences.ts';
import { numberForPeople } from '../show/numbers.ts';
import { type Column, createTable } from '../show/table.ts';
import type { World } from '../world.ts';
import { fromTo } from './printDifferences.ts';
import { type ReadableDifference, readableDifferences } from './readableDifferences.ts';

/** One kind of change, over all contacts. */
interface Change {
  readonly what: string;
  readonly example: string;
  contacts: number;
}

/** What changes over all contacts, by what it is. */
export interface Summary {
  /** Adds one contact. */
  readonly add: (differences: readonly Difference[]) => void;
  /** Prints it, the most frequent change first. */
  readonly print: (world: World) => Promise<void>;
}

const COLUMNS: readonly Column<Change>[] = [
  {
    title: 'CONTACTS',
    cell: ({ contacts }) => numberForPeople(contacts),
    right: true,
    whole: true,
  },
  { title: 'WHAT', cell: ({ what }) => what },
  { title: 'FOR EXAMPLE', cell: ({ example }) => example },
];

export const createSummary = (): Summary => {
  const changes = new Map<string, Change>();
  return {
    add: differences => {
      const once = new Map(readableDifferences(differences).map(each => [whatOf(each), each]));
      for (const [what, each] of once) {
        const change = changes.get(what) ?? { what, example: exampleOf(each), contacts: 0 };
        change.contacts += 1;
        changes.set(what, change);
      }
    },
    print: world =>
      createTable(COLUMNS, world).rows(
        [...changes.values()].sort((a, b) => b.contacts - a.contacts),
      ),
  };
};

const whatOf = ({ row, name, before }: ReadableDifference): string => {
  if (name !== undefined) return row === CONTACT ? name : `webhook rows: ${name}`;
  const [, kind] = /^@(tag|status|email|phone|var)#/.exec(row) ?? [];
  const which = kind === undefined ? 'webhook row' : `lookup by ${kind}`;
  return `${before === undefined ? '+' : '-'} ${which}`;
};

const exampleOf = (difference: ReadableDifference): string =>
  difference.name === undefined ? difference.row : fromTo(difference);
