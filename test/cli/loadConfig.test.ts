import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const cli = join(import.meta.dirname, '../../cli');
const lib = join(import.meta.dirname, '../../lib/crm/config.ts');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crm-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the command says of a configuration, read by Node itself: jest would read it through its own transforms. */
const said = async (): Promise<string> => {
  const script = `
    const { loadConfig } = await import(${JSON.stringify(join(cli, 'loadConfig.ts'))});
    const { explainError } = await import(${JSON.stringify(join(cli, 'explainError.ts'))});
    try { console.log(Object.keys(await loadConfig(process.argv[1])).join()); }
    catch (error) { console.log(explainError(error)); }`;
  const words = ['--input-type=module', '--eval', script, folder];
  return (await promisify(execFile)(process.execPath, words)).stdout.trimEnd();
};

const HEAD = `import { defineCrm } from ${JSON.stringify(lib)};\n`;
const MEND = ': mend it (npm run types shows more)';

test.each([
  [
    'a comma that is missing',
    `${HEAD}export default defineCrm({\n  index: ['a'] rules: [],\n});\n`,
    /^crm\.config\.ts, line 3: Expected ',', got/,
  ],
  ['what TypeScript alone knows', `${HEAD}enum A { B }\n`, /^crm\.config\.ts, line 2: .*enum/],
  [
    'a name that is not there',
    `${HEAD}\nnope();\n`,
    /^crm\.config\.ts, line 3: nope is not defined/,
  ],
  [
    'an import of no file',
    `${HEAD}import './nowhere.ts';\n`,
    /^crm\.config\.ts: Cannot find module 'nowhere\.ts' imported from crm\.config\.ts/,
  ],
  [
    'an import that is not exported',
    `import { nope } from ${JSON.stringify(lib)};\nexport default nope;\n`,
    /^crm\.config\.ts, line 1: .* does not provide an export named 'nope'/,
  ],
  ['what is thrown and no error', 'throw 7;\n', /^crm\.config\.ts: 7/],
])('a crm.config.ts with %s is told by file and line, with what to do', async (_, text, line) => {
  await writeFile(join(folder, 'crm.config.ts'), text);
  const told = await said();
  expect(told).toMatch(line);
  expect(told.endsWith(MEND)).toBe(true);
});

test('a crm.config.ts that gives no configuration is told how to end', async () => {
  for (const text of ['export const crm = 1;\n', 'export default { rules: [] };\n']) {
    await writeFile(join(folder, 'crm.config.ts'), text);
    expect(await said()).toMatch(/gives no configuration: end it with export default defineCrm\(/);
  }
});

test('all that is wrong in one that can be read is listed', async () => {
  await writeFile(
    join(folder, 'crm.config.ts'),
    `${HEAD}export default defineCrm({ ruls: [] });\n`,
  );
  expect(await said()).toMatch(/^crm\.config\.ts is wrong:\n {2}ruls: is not an option/);
});

test('one that is right is read, and one that is not there is asked for', async () => {
  await writeFile(join(folder, 'crm.config.ts'), `${HEAD}export default defineCrm({});\n`);
  expect(await said()).toBe('fields,rules,index');
  await rm(join(folder, 'crm.config.ts'));
  expect(await said()).toMatch(/^there is no crm\.config\.ts in /);
});
