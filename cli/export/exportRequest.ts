import type { ContactFilter } from '../../lib/pipeline/query/contactFilter.ts';

export type ExportFormat = 'csv' | 'jsonl' | 'xlsx';

/** What is to be exported. */
export interface ExportRequest {
  readonly filter: ContactFilter;
  readonly format: ExportFormat;
  /** Tells this export from others, over several runs. */
  readonly question: string;
  /** Whatever an earlier run left is thrown away. */
  readonly restart: boolean;
  /** Is told how many contacts are done, in all. */
  readonly onReached: (contacts: number) => void;
}

/** What was exported. */
export interface Exported {
  readonly contacts: number;
  /** So many of them were there from an earlier run. */
  readonly resumedAt: number;
  /** Contacts with a variable or field that came up too late for a column. */
  readonly exceeding: number;
}
