import type { Value } from '../../lib/pipeline/query/contactRecord.ts';
import type { ExportColumn } from './exportColumns.ts';
import { looksLikeFormula } from './neutralise.ts';
import { withoutControls } from './withoutControls.ts';

/** Styles, by their place in `xl/styles.xml`. */
export const STYLES = { plain: 0, head: 1, time: 2, quoted: 3 } as const;

/** What a cell holds at most; Excel calls a file broken that has more. */
const LONGEST = 32_767;
/** Days from Excel's day 0 to 1970, and milliseconds a day. */
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;

/**
 * A cell of a sheet: text is typed as text, so that no spreadsheet takes it for a formula; what looks like one is also
 * marked as quoted, so that it stays text when somebody edits it.
 */
export const xlsxCell = (value: Value, kind: ExportColumn['kind']): string => {
  if (value === null || value === '') return '<c/>';
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  if (kind === 'time') return `<c s="${STYLES.time}"><v>${serialOf(value)}</v></c>`;
  return textCell(value, looksLikeFormula(value, kind === 'phone') ? STYLES.quoted : STYLES.plain);
};

export const headCell = (title: string): string => textCell(title, STYLES.head);

const textCell = (text: string, style: number): string => {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXml(short)}</t></is></c>`;
};

const serialOf = (iso: string): number => Date.parse(iso) / DAY_MS + EPOCH_DAYS;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escapeXml = (text: string): string =>
  withoutControls(text)
    .toWellFormed()
    // Excel reads _x0041_ as A.
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    // XML has no way to write these.
    .replace(/[\ufffe\uffff]/g, ' ')
    .replace(/[&<>]/g, character => ENTITIES[character] ?? '');
