import { extname } from 'node:path';
import { UsageProblem } from '../problem.ts';
import type { ExportFormat } from './exportRequest.ts';

const FORMATS: readonly ExportFormat[] = ['csv', 'jsonl', 'xlsx'];

/** The format that is named, else the one that the file's ending tells, else csv. @throws UsageProblem */
export const readFormat = (named: string | undefined, file: string | undefined): ExportFormat => {
  const ending = extname(file ?? '')
    .slice(1)
    .toLowerCase();
  const wanted = named ?? (ending === '' ? 'csv' : ending);
  const format = FORMATS.find(each => each === wanted);
  if (format === undefined) {
    throw new UsageProblem(
      named === undefined
        ? 'that ending tells no format: name one with --format csv, jsonl or xlsx'
        : '--format must be csv, jsonl or xlsx',
    );
  }
  if (format === 'xlsx' && file === undefined) {
    throw new UsageProblem('xlsx needs a file: -o contacts.xlsx');
  }
  return format;
};
