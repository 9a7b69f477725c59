import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All that a deploy reads, but for the packages. */
const parts = [
  'serverless.yml',
  'resources',
  'crm.config.ts',
  'handlers',
  'lib',
  'tools',
  'package.json',
  'tsconfig.json',
];

export interface ProjectCopy {
  readonly folder: string;
  remove(): void;
}

/** Copies the project into a folder of its own, where a deploy is in nobody's way; packages are shared. */
export const copyProject = (root: string): ProjectCopy => {
  const folder = mkdtempSync(join(tmpdir(), 'crm-deploy-'));
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
};
