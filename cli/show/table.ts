import CliTable from 'cli-table3';
import type { World } from '../world.ts';
import { coloursFor } from './colours.ts';
import { plainLine } from './plainText.ts';
import { leastWidth, tableWidths } from './tableWidths.ts';
import { writePatiently } from './write.ts';

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => string | null;
  /** Not cut, unless it is longer than ids are. */
  readonly whole?: boolean;
  /** Numbers stand at the right. */
  readonly right?: boolean;
}

/** No lines: columns are told apart by space. */
const NO_LINES = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map(part => [part, '']),
);

interface LaidOut<T> {
  readonly columns: readonly Column<T>[];
  readonly widths: readonly number[];
}

export interface Table<T> {
  /** Prints some rows; the first ones decide how wide the columns are, until an id comes that needs more. */
  readonly rows: (rows: readonly T[]) => Promise<void>;
}

/**
 * A table that is printed as it comes: on a terminal in columns that fit it, the least important being the last; in a
 * pipe every column in full, parted by tabs, with a first line of titles.
 */
export const createTable = <T>(columns: readonly Column<T>[], world: World): Table<T> => {
  const { stdout } = world;
  const colours = coloursFor(stdout, world);
  const textOf = (row: T, { cell }: Column<T>): string => plainLine(cell(row) ?? '');
  let shown: LaidOut<T> | undefined;

  const printTabs = async (rows: readonly T[]): Promise<void> => {
    const lines = rows.map(row => columns.map(column => textOf(row, column)).join('\t'));
    if (shown === undefined)
      lines.unshift(columns.map(({ title }) => title.toLowerCase()).join('\t'));
    shown ??= { columns, widths: [] };
    await writePatiently(stdout, lines.map(line => `${line}\n`).join(''));
  };

  const printColumns = async (rows: readonly T[]): Promise<void> => {
    const first = shown === undefined || !fits(rows, shown);
    shown = shown !== undefined && !first ? shown : layOut(rows);
    const table = new CliTable({
      chars: NO_LINES,
      style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [] },
      colWidths: [...shown.widths],
      colAligns: shown.columns.map(({ right }) => (right ? 'right' : 'left')),
    });
    const { columns: fitting } = shown;
    if (first) table.push(fitting.map(({ title }) => colours.dim(title)));
    for (const row of rows) table.push(fitting.map(column => textOf(row, column)));
    const lines = table
      .toString()
      .split('\n')
      .map(line => line.trimEnd());
    await writePatiently(stdout, `${lines.join('\n')}\n`);
  };

  const layOut = (rows: readonly T[]) => {
    const filled = columns.filter(column => rows.some(row => textOf(row, column) !== ''));
    const widths = tableWidths(
      filled.map(column => ({
        whole: column.whole === true,
        cells: [column.title, ...rows.map(row => textOf(row, column))],
      })),
      stdout.columns ?? 100,
    );
    return {
      columns: filled.filter((_, index) => widths[index] !== 0),
      widths: widths.filter(width => width !== 0),
    };
  };

  /** Whether nothing is cut of later rows that must not be. */
  const fits = (rows: readonly T[], { columns: fitting, widths }: LaidOut<T>): boolean =>
    fitting.every((column, index) => {
      const cells = rows.map(row => textOf(row, column));
      return !column.whole || leastWidth({ whole: true, cells }) <= (widths[index] ?? 0);
    });

  return {
    rows: async rows => {
      if (rows.length > 0) await (stdout.isTTY ? printColumns(rows) : printTabs(rows));
    },
  };
};
