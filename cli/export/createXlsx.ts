import { Zip, ZipDeflate } from 'fflate';
import type { FoundContact } from '../../lib/pipeline/query/findContacts.ts';
import { Problem } from '../problem.ts';
import type { ExportColumn } from './exportColumns.ts';
import { headCell, xlsxCell } from './xlsxCells.ts';
import { SHEET_END, SHEET_HEAD, SHEET_NAME, XLSX_PARTS } from './xlsxParts.ts';

/** What a sheet holds, its head included. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

export interface Xlsx {
  readonly rows: (found: readonly FoundContact[]) => Promise<void>;
  readonly end: () => Promise<void>;
}

/**
 * Writes an Excel workbook of one sheet as its rows come: no more than some of them is held.
 *
 * @param write takes a piece of the file
 * @throws Problem when a sheet cannot hold as much
 */
export const createXlsx = (
  columns: readonly ExportColumn[],
  write: (piece: Uint8Array) => Promise<void>,
): Xlsx => {
  if (columns.length > MOST_COLUMNS) throw new Problem(tooMuch('columns', MOST_COLUMNS));
  let pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  const flush = async (): Promise<void> => {
    const ready = pieces;
    pieces = [];
    for (const piece of ready) await write(piece);
  };
  const open = (name: string): ZipDeflate => {
    const part = new ZipDeflate(name, { level: 6 });
    zip.add(part);
    return part;
  };
  for (const [name, content] of Object.entries(XLSX_PARTS)) open(name).push(bytes(content), true);
  const sheet = open(SHEET_NAME);
  sheet.push(bytes(SHEET_HEAD + row(columns.map(({ title }) => headCell(title)))));
  let count = 1;
  return {
    rows: async found => {
      count += found.length;
      if (count > MOST_ROWS) throw new Problem(tooMuch('rows', MOST_ROWS));
      const written = found.map(each =>
        row(columns.map(({ cell, kind }) => xlsxCell(cell(each), kind))),
      );
      sheet.push(bytes(written.join('')));
      await flush();
    },
    end: async () => {
      sheet.push(bytes(SHEET_END), true);
      zip.end();
      await flush();
    },
  };
};

const row = (cells: readonly string[]): string => `<row>${cells.join('')}</row>`;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const tooMuch = (what: string, most: number): string =>
  `an Excel sheet holds at most ${most.toLocaleString('en')} ${what}: choose --format csv, or fewer contacts`;
