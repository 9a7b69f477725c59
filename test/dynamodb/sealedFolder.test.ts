import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isSealedFolder, sealFolder } from '../../tools/dynamodbLocal/sealedFolder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crm-sealed-'));
  await mkdir(join(folder, 'lib'));
  await writeFile(join(folder, 'a.jar'), 'a');
  await writeFile(join(folder, 'lib', 'b.jar'), 'b');
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder that was unpacked whole is used again', async () => {
  await sealFolder(folder);
  expect(await isSealedFolder(folder)).toBe(true);
});

test.each([
  ['is not there', () => rm(folder, { recursive: true }).then(() => mkdir(folder))],
  ['was left half unpacked', () => Promise.resolve()],
  ['has lost a file', () => sealFolder(folder).then(() => rm(join(folder, 'lib', 'b.jar')))],
  [
    'has a damaged file',
    () => sealFolder(folder).then(() => appendFile(join(folder, 'a.jar'), 'x')),
  ],
])('a folder that %s is unpacked anew', async (_name, spoil) => {
  await spoil();
  expect(await isSealedFolder(folder)).toBe(false);
});
