import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { indexKey, type StateFile, stateFile } from '../state/stateFile.ts';

const schema = v.strictObject({
  /** What was asked for: another question must not go on in the same file. */
  question: v.string(),
  /** As they were when it began: `7d` means something else by now. */
  since: v.exactOptional(v.string()),
  until: v.exactOptional(v.string()),
  /** Names of variables, as the columns have them. */
  variables: v.pipe(v.array(v.string()), v.readonly()),
  cursor: v.record(v.string(), v.nullable(indexKey)),
  contacts: v.number(),
  /** So much of the file is whole. */
  bytes: v.number(),
});

/** How far an export got. */
export type ExportState = v.InferOutput<typeof schema>;

/** An export's state: kept beside its file until it is done. */
export const exportStateFile = (file: string): StateFile<ExportState> =>
  stateFile(`${file}.resume.json`, schema);

/** A question by its hash: the state names nobody that was asked for. */
export const hashQuestion = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('hex');
