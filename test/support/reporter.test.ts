import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';

const jest = fileURLToPath(import.meta.resolve('jest/bin/jest'));
const reporter = fileURLToPath(new URL('reporter.ts', import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Runs Jest on files of plain JavaScript, as the project does, and returns the last line of all that it printed. */
function lastLineOf(files: Readonly<Record<string, string>>): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'crm-reporter-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.test.js`), content);
  }
  const config = { rootDir: folder, transform: {}, reporters: ['default', reporter] };
  const { output } = spawnSync(
    '/bin/sh',
    ['-c', '"$0" "$@" 2>&1', process.execPath, jest, '--config', JSON.stringify(config)],
    { encoding: 'utf8' },
  );
  return output.join('').trimEnd().split('\n').at(-1);
}

describe('the last line of a test run', () => {
  test('tells how many passed and failed, after all that Jest has to say', () => {
    const passing = "test('a', () => {}); test('b', () => {});";
    expect(lastLineOf({ passing })).toBe('2 passed, 0 failed');
  });

  test('counts a file that cannot be run as failed, and names what was skipped', () => {
    expect(
      lastLineOf({
        mixed: "test('a', () => {}); test('b', () => { throw new Error('b'); }); test.todo('c');",
        broken: "throw new Error('before any test');",
      }),
    ).toBe('1 passed, 2 failed, 1 skipped');
  });
});
