import type { ContactFilter } from '../../lib/pipeline/query/contactFilter.ts';
import type { Queries } from '../connect/withQueries.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import { createProgress } from '../show/progress.ts';
import { writePatiently } from '../show/write.ts';
import type { World } from '../world.ts';
import type { Exported, ExportFormat, ExportRequest } from './exportRequest.ts';
import { hashQuestion } from './exportState.ts';
import { exportToFile, exportToStream } from './exportToText.ts';
import { exportToXlsx } from './exportToXlsx.ts';

export interface ExportOrder {
  readonly filter: ContactFilter;
  readonly format: ExportFormat;
  readonly restart: boolean;
  /** The options as they were typed. */
  readonly question: unknown;
  /** An absolute path; absent for standard output. */
  readonly file?: string;
}

/** Exports, shows how far it is, and says what there is in the end: or how to go on, where it could not end. */
export const exportContacts = async (
  { filter, format, restart, question, file }: ExportOrder,
  queries: Queries,
  world: World,
): Promise<void> => {
  const progress = createProgress(world);
  let reached = 0;
  const request: ExportRequest = {
    filter,
    format,
    restart,
    question: hashQuestion([question, format, queries.connection.table]),
    onReached: contacts => {
      reached = contacts;
      progress.reached(contacts);
    },
  };
  try {
    const exported = await exportTo(request, file, queries, world);
    progress.end();
    report(exported, world);
  } catch (error) {
    progress.end();
    if (file !== undefined && format !== 'xlsx' && reached > 0) {
      note(
        `${counted(reached, 'contact')} are in the file: the same line goes on from there`,
        world,
      );
    }
    throw error;
  }
};

const exportTo = (
  request: ExportRequest,
  file: string | undefined,
  queries: Queries,
  { stdout }: World,
): Promise<Exported> => {
  if (file === undefined) {
    return exportToStream(request, queries, text => writePatiently(stdout, text));
  }
  return (request.format === 'xlsx' ? exportToXlsx : exportToFile)(request, file, queries);
};

const report = ({ contacts, resumedAt, exceeding }: Exported, world: World): void => {
  const before =
    resumedAt > 0 ? `, ${counted(resumedAt, 'contact')} of them by an earlier run` : '';
  note(`${counted(contacts, 'contact')}${before}`, world);
  if (exceeding > 0) {
    note(
      `${counted(exceeding, 'contact')} had a variable or field that has no column: it came up while this ran, or crm.config.ts does not name it. Export again, or use --format jsonl`,
      world,
    );
  }
};
