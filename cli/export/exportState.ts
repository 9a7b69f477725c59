import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Cursor } from '../../lib/pipeline/query/mergeLookups.ts';

/** How far an export got: kept beside its file until it is done. */
export interface ExportState {
  /** What was asked for: another question must not go on in the same file. */
  readonly question: string;
  /** As they were when it began: `7d` means something else by now. */
  readonly since?: string;
  readonly until?: string;
  /** Names of variables, as the columns have them. */
  readonly variables: readonly string[];
  readonly cursor: Cursor;
  readonly contacts: number;
  /** So much of the file is whole. */
  readonly bytes: number;
}

const key = v.strictObject({
  contact_id: v.string(),
  webhook_title: v.string(),
  lookup: v.string(),
  since: v.string(),
});

const schema = v.strictObject({
  question: v.string(),
  since: v.exactOptional(v.string()),
  until: v.exactOptional(v.string()),
  variables: v.array(v.string()),
  cursor: v.record(v.string(), v.nullable(key)),
  contacts: v.number(),
  bytes: v.number(),
});

export const stateFileOf = (file: string): string => `${file}.resume.json`;

/** A question by its hash: the state names nobody that was asked for. */
export const hashQuestion = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('hex');

/** The state that an export left, undefined where none did or where it is not to be read. */
export const readState = async (file: string): Promise<ExportState | undefined> => {
  try {
    const state: unknown = JSON.parse(await readFile(stateFileOf(file), 'utf8'));
    return v.parse(schema, state);
  } catch {
    return undefined;
  }
};

/** Replaces the state as a whole: killed at any moment, the old one or the new one is there. */
export const writeState = async (file: string, state: ExportState): Promise<void> => {
  const next = `${stateFileOf(file)}.new`;
  await writeFile(next, JSON.stringify(state), { mode: 0o600 });
  await rename(next, stateFileOf(file));
};

export const removeState = (file: string): Promise<void> => rm(stateFileOf(file), { force: true });
