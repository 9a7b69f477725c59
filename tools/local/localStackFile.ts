import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { processIsAlive } from './processIsAlive.ts';

/** What other tools need to reach a stack that runs, as `npm start` leaves it in `.crm/local.json`. */
export interface LocalStackFile {
  readonly pid: number;
  /** With the token: the file is readable by its owner alone. */
  readonly webhookUrl: string;
  readonly endpoints: {
    readonly dynamodb: string;
    readonly sqs: string;
    readonly secretsManager: string;
    readonly lambda: string;
  };
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly table: string;
  /** URLs. */
  readonly queues: { readonly events: string; readonly deadLetters: string };
}

const fileOf = (root: string) => join(root, '.crm', 'local.json');

/**
 * The stack that runs in a project, undefined where none does: a file that a killed one left behind
 * counts for nothing.
 *
 * @param root the project's folder
 */
export function readLocalStackFile(root: string): LocalStackFile | undefined {
  try {
    const found = JSON.parse(readFileSync(fileOf(root), 'utf8')) as LocalStackFile;
    return processIsAlive(found.pid) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves the file, in place of that of another stack, and returns how to remove it: the other's is put back if it still runs. */
export function writeLocalStackFile(root: string, content: LocalStackFile): () => void {
  const before = readLocalStackFile(root);
  replaceFile(fileOf(root), content);
  return () => {
    // A stack that started later may have put its own there.
    if (readLocalStackFile(root)?.pid !== content.pid) return;
    if (before !== undefined && processIsAlive(before.pid)) replaceFile(fileOf(root), before);
    else rmSync(fileOf(root), { force: true });
  };
}

function replaceFile(file: string, content: LocalStackFile): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Removed first: the mode holds for a new file only.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
