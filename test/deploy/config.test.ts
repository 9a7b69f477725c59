import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { copyProject, type ProjectCopy } from '../../tools/deploy/copyProject.ts';
import { runServerless } from '../../tools/deploy/runServerless.ts';

let project: ProjectCopy;
beforeEach(() => {
  project = copyProject(process.cwd());
});
afterEach(() => project.remove());

const write = (change: (config: string) => string) => {
  const path = join(project.folder, 'crm.config.ts');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
};

test.each([['package'], ['deploy'], ['offline', 'start']])(
  'a key that crm.config.ts may not have stops serverless %s %s with its path, before anything is built',
  async (...command) => {
    write(config => config.replace('defineCrm({', 'defineCrm({ feilds: {},'));
    const { status, output } = await runServerless(project.folder, command);
    expect(status).toBe(1);
    expect(output).toContain(
      'crm.config.ts is wrong:\n  feilds: is not an option: take it out or mend its spelling',
    );
    expect(output).not.toMatch(/^\s+at /m);
    expect(existsSync(join(project.folder, '.serverless'))).toBe(false);
  },
);

test('a crm.config.ts that is no TypeScript stops a deploy, by name', async () => {
  write(config => `${config}\n}`);
  const { status, output } = await runServerless(project.folder, ['package']);
  expect(status).toBe(1);
  expect(output).toMatch(/crm\.config\.ts cannot be read: SyntaxError/);
});

test('a crm.config.ts without a default export stops a deploy, and says what it must end in', async () => {
  write(config => config.replace('export default', 'export const config ='));
  const { status, output } = await runServerless(project.folder, ['package']);
  expect(status).toBe(1);
  expect(output).toContain('export default defineCrm({');
});
