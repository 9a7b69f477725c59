import { stringify } from 'csv-stringify/sync';
import type { FoundContact } from '../../lib/pipeline/query/findContacts.ts';
import { contactForPrograms } from '../contacts/contactForPrograms.ts';
import { jsonText } from '../show/jsonText.ts';
import type { ExportColumn } from './exportColumns.ts';
import { neutralise } from './neutralise.ts';
import { withoutControls } from './withoutControls.ts';

/** A format that is written line by line, so that it can be gone on with. */
export interface TextFormat {
  readonly head: string;
  readonly lines: (found: readonly FoundContact[]) => string;
}

/** By this mark Excel knows that the file is UTF-8. */
const BOM = '\ufeff';

/** Comma-separated values as RFC 4180 has them, for spreadsheets: formulas neutralised. */
export const csvFormat = (columns: readonly ExportColumn[]): TextFormat => {
  const write = (records: readonly (readonly string[])[]): string =>
    stringify([...records.map(record => [...record])], {
      record_delimiter: 'windows',
      // It quotes what holds a whole record delimiter; half of one ends a line as well.
      quoted_match: /[\r\n]/,
    });
  return {
    head: BOM + write([columns.map(({ title }) => neutralise(title, false))]),
    lines: found =>
      write(
        found.map(each =>
          columns.map(({ cell, kind }) => {
            const value = cell(each);
            return typeof value === 'string'
              ? neutralise(withoutControls(value), kind === 'phone')
              : String(value ?? '');
          }),
        ),
      ),
  };
};

/** One JSON object a line, for programs: as they are, nothing neutralised. */
export const jsonlFormat: TextFormat = {
  head: '',
  lines: found => found.map(each => `${jsonText(contactForPrograms(each))}\n`).join(''),
};
