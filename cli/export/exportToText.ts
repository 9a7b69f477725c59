import { type FileHandle, open } from 'node:fs/promises';
import type { ContactFilter } from '../../lib/pipeline/query/contactFilter.ts';
import { findContacts } from '../../lib/pipeline/query/findContacts.ts';
import type { Cursor } from '../../lib/pipeline/query/mergeLookups.ts';
import { readVariables } from '../../lib/pipeline/query/readCatalog.ts';
import type { Queries } from '../connect/withQueries.ts';
import { Problem } from '../problem.ts';
import { exceedsColumns, exportColumns } from './exportColumns.ts';
import type { Exported, ExportRequest } from './exportRequest.ts';
import { type ExportState, exportStateFile } from './exportState.ts';
import { csvFormat, jsonlFormat } from './textFormat.ts';
import { writeAll } from './writeAll.ts';

/** Personal data: for the eyes of who exported it. */
const MODE = 0o600;

/**
 * Exports to a file, line by line. Interrupted anywhere, even killed, the same export goes on from the last page that is
 * whole.
 *
 * @throws Problem where the file is another export's, begun and not done
 */
export const exportToFile = async (
  request: ExportRequest,
  file: string,
  queries: Queries,
): Promise<Exported> => {
  const left = exportStateFile(file);
  const found = request.restart ? undefined : await left.read();
  if (found !== undefined && found.question !== request.question) {
    throw new Problem(
      'that file is an export of something else that was not finished: choose another file, or start it again with --restart (FILE.resume.json says how far it got)',
    );
  }
  const handle = await openFile(file, found);
  try {
    const resumed = found !== undefined && (await handle.stat()).size >= found.bytes;
    const begun = resumed ? found : await beginState(request, queries);
    await handle.truncate(begun.bytes);
    let state = begun;
    const exported = await exportText(request, begun, queries, async (text, at) => {
      const bytes = state.bytes + (await writeAll(handle, Buffer.from(text), state.bytes));
      state = { ...state, ...at, bytes };
      await left.write(state);
    });
    await left.remove();
    return { ...exported, resumedAt: begun.contacts };
  } finally {
    await handle.close();
  }
};

/** Exports to whatever takes text, from the start. */
export const exportToStream = async (
  request: ExportRequest,
  queries: Queries,
  write: (text: string) => Promise<void>,
): Promise<Exported> => ({
  ...(await exportText(request, await beginState(request, queries), queries, write)),
  resumedAt: 0,
});

const openFile = async (file: string, found: ExportState | undefined): Promise<FileHandle> => {
  if (found === undefined) return open(file, 'w', MODE);
  return open(file, 'r+').catch((error: NodeJS.ErrnoException) => {
    // Its state is left, the file itself is gone.
    if (error.code === 'ENOENT') return open(file, 'w', MODE);
    throw error;
  });
};

const beginState = async (
  { question, filter: { since, until }, format }: ExportRequest,
  { table }: Queries,
): Promise<ExportState> => ({
  question,
  ...(since !== undefined && { since }),
  ...(until !== undefined && { until }),
  variables: format === 'csv' ? await readVariables(table) : [],
  cursor: {},
  contacts: 0,
  bytes: 0,
});

type Take = (
  text: string,
  reached: { readonly cursor: Cursor; readonly contacts: number },
) => Promise<void>;

const exportText = async (
  { filter, format, onReached }: ExportRequest,
  { since, until, variables, cursor, contacts, bytes }: ExportState,
  queries: Queries,
  take: Take,
): Promise<Omit<Exported, 'resumedAt'>> => {
  const asBegun: ContactFilter = {
    ...filter,
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
  const columns = exportColumns(asBegun, queries.config, variables);
  const titles = new Set(columns.map(({ title }) => title));
  const { head, lines } = format === 'csv' ? csvFormat(columns) : jsonlFormat;
  let count = contacts;
  let exceeding = 0;
  if (bytes === 0) await take(head, { cursor, contacts });
  for await (const page of findContacts(asBegun, queries, { order: 'oldest', cursor })) {
    count += page.found.length;
    if (format === 'csv') {
      exceeding += page.found.filter(found => exceedsColumns(found, titles)).length;
    }
    await take(lines(page.found), { cursor: page.cursor, contacts: count });
    onReached(count);
  }
  return { contacts: count, exceeding };
};
