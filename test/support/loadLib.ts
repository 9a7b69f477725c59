import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The modules that a history is played with: the product's own, or a copy that lacks one clause. */
export interface Lib {
  readonly applyBatch: typeof import('../../lib/pipeline/applyBatch.ts').applyBatch;
  readonly createCatalog: typeof import('../../lib/pipeline/catalog.ts').createCatalog;
  readonly createTable: typeof import('../../lib/aws/createTable.ts').createTable;
  readonly eraseContact: typeof import('../../lib/pipeline/eraseContact.ts').eraseContact;
  readonly sweepAgain: typeof import('../../lib/pipeline/eraseContact.ts').sweepAgain;
}

/** A change to one file of `lib`: what stands there, and what stands there instead. */
export interface Change {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

let copies = 0;

/** Loads `lib`, or a copy with changes: to show that a history fails once a clause of the protocol is taken out. */
export const loadLib = async (...changes: readonly Change[]): Promise<Lib> => {
  const folder = changes.length === 0 ? root : copyLib(changes);
  const [apply, catalog, table, erase] = await Promise.all([
    import(`${folder}lib/pipeline/applyBatch.ts`),
    import(`${folder}lib/pipeline/catalog.ts`),
    import(`${folder}lib/aws/createTable.ts`),
    import(`${folder}lib/pipeline/eraseContact.ts`),
  ]);
  if (folder !== root) rmSync(folder, { recursive: true });
  return { ...apply, ...catalog, ...table, ...erase };
};

const copyLib = (changes: readonly Change[]): string => {
  copies += 1;
  const folder = `${root}.cache/lib-without/${process.pid}-${copies}/`;
  mkdirSync(folder, { recursive: true });
  cpSync(`${root}lib`, `${folder}lib`, { recursive: true });
  for (const { file, find, replace } of changes) {
    const source = readFileSync(`${folder}lib/${file}`, 'utf8');
    if (source.split(find).length !== 2) throw new Error(`lib/${file} does not have once: ${find}`);
    writeFileSync(
      `${folder}lib/${file}`,
      source.replace(find, () => replace),
    );
  }
  return folder;
};
