import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';

export interface SheetCell {
  readonly value: string;
  /** As the sheet has it: `inlineStr`, `b`, or a number where there is none. */
  readonly type: string;
  readonly style: string;
}

/** Reads the cells of a workbook's only sheet as they are written. */
export const readXlsx = async (file: string): Promise<readonly (readonly SheetCell[])[]> => {
  const parts = unzipSync(await readFile(file));
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  if (/<f[ >]/.test(sheet)) throw new Error('the sheet holds a formula');
  return [...sheet.matchAll(/<row>(.*?)<\/row>/gs)].map(([, cells = '']) =>
    [...cells.matchAll(/<c\/>|<c([^>]*)>(.*?)<\/c>/gs)].map(
      ([, attributes = '', content = '']) => ({
        value: textOfXml(/<(?:t|v)[^>]*>(.*?)<\/(?:t|v)>/s.exec(content)?.[1] ?? ''),
        type: /t="(\w+)"/.exec(attributes)?.[1] ?? '',
        style: /s="(\d+)"/.exec(attributes)?.[1] ?? '',
      }),
    ),
  );
};

const textOfXml = (xml: string): string =>
  xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
