import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { type PackagedStack, packageStack } from '../../tools/deploy/packageStack.ts';
import { startZipFunction } from '../../tools/deploy/zip/startZipFunction.ts';
import { unzipTo } from '../../tools/deploy/zip/unzipTo.ts';

let stack: PackagedStack;
beforeAll(async () => {
  stack = await packageStack(process.cwd());
});
afterAll(() => stack?.remove());

const filesOf = (name: string): Readonly<Record<string, string>> => {
  const zipped = unzipSync(readFileSync(stack.zip(name)));
  return Object.fromEntries(
    Object.entries(zipped).map(([path, bytes]) => [path, strFromU8(bytes)]),
  );
};

const start = (name: string, environment: Readonly<Record<string, string>>) =>
  startZipFunction({ zip: stack.zip(name), handler: `handlers/${name}.handler`, environment });

describe.each(['receive', 'consume'])('the zip of %s', name => {
  test('holds that function alone, minified, with its source maps and without sources', () => {
    const files = filesOf(name);
    const paths = Object.keys(files);
    expect(paths).toContain(`handlers/${name}.mjs`);
    const own = new RegExp(`^handlers/${name}\\.(mjs|mjs\\.map|chunks/[\\w-]+\\.mjs(\\.map)?)$`);
    expect(paths.filter(path => !own.test(path))).toEqual([]);
    for (const [path, text] of Object.entries(files)) {
      if (path.endsWith('.map')) expect(JSON.parse(text)).not.toHaveProperty('sourcesContent');
      else expect(text).toContain('//# sourceMappingURL=');
    }
    expect(files[`handlers/${name}.mjs`]?.split('\n').length).toBeLessThan(200);
  });

  test('takes built-in modules on demand, by no import', () => {
    for (const [path, text] of Object.entries(filesOf(name))) {
      if (path.endsWith('.mjs')) expect(text).not.toMatch(/(from|import)\s*\(?["']node:/);
    }
  });

  test('weighs less than 600 KB, as the deploy says', () => {
    const kilobytes = Math.ceil(statSync(stack.zip(name)).size / 1024);
    expect(kilobytes).toBeLessThan(600);
    expect(stack.output).toContain(`${name}: ${kilobytes} KB zipped`);
  });

  test('says what is missing in its environment, and where in the TypeScript', async () => {
    const source = readFileSync('lib/settings.ts', 'utf8').split('\n');
    const line = source.findIndex(text => text.includes('throw new SettingsError')) + 1;
    const started = start(name, { NODE_OPTIONS: '--enable-source-maps', AWS_REGION: 'us-east-1' });
    await expect(started).rejects.toThrow(/DEAD_LETTERS_QUEUE_URL is missing/);
    await expect(started).rejects.toThrow(`lib/settings.ts:${line}:`);
    await expect(started).rejects.toThrow(`handlers/${name}.ts:`);
  });
});

test('receive loads without undici, which Node reads for an import of node:http', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crm-bundle-'));
  try {
    unzipTo(stack.zip('receive'), folder);
    const queue = 'https://sqs.us-east-1.amazonaws.com/123456789012/queue';
    const loads = `import('./handlers/receive.mjs').then(() => console.log(process.moduleLoadList.join('\\n')))`;
    const loaded = execFileSync(process.execPath, ['--eval', loads], {
      cwd: folder,
      env: { EVENTS_QUEUE_URL: queue, DEAD_LETTERS_QUEUE_URL: queue, WEBHOOK_SECRET_ARN: 'secret' },
      encoding: 'utf8',
    });
    expect(loaded).toContain('http');
    expect(loaded).not.toContain('undici');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
