import { open, rename, rm } from 'node:fs/promises';
import { findContacts } from '../../lib/pipeline/query/findContacts.ts';
import { readVariables } from '../../lib/pipeline/query/readCatalog.ts';
import type { Queries } from '../connect/withQueries.ts';
import { createXlsx } from './createXlsx.ts';
import { exceedsColumns, exportColumns } from './exportColumns.ts';
import type { Exported, ExportRequest } from './exportRequest.ts';
import { writeAll } from './writeAll.ts';

/** Personal data: for the eyes of who exported it. */
const MODE = 0o600;

/** Exports to an Excel workbook. Half of one is of no use: it gets its name when it is whole. */
export const exportToXlsx = async (
  { filter, onReached }: ExportRequest,
  file: string,
  queries: Queries,
): Promise<Exported> => {
  const part = `${file}.part`;
  const handle = await open(part, 'w', MODE);
  try {
    const columns = exportColumns(filter, queries.config, await readVariables(queries.table));
    const titles = new Set(columns.map(({ title }) => title));
    let bytes = 0;
    const xlsx = createXlsx(columns, async piece => {
      bytes += await writeAll(handle, piece, bytes);
    });
    let contacts = 0;
    let exceeding = 0;
    for await (const { found } of findContacts(filter, queries, { order: 'oldest' })) {
      contacts += found.length;
      exceeding += found.filter(each => exceedsColumns(each, titles)).length;
      await xlsx.rows(found);
      onReached(contacts);
    }
    await xlsx.end();
    await handle.close();
    await rename(part, file);
    return { contacts, exceeding, resumedAt: 0 };
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
};
