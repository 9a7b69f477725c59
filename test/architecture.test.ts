import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { findBreaches } from './architecture/findBreaches.ts';
import { readModule } from './architecture/readModule.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const rooms = ['handlers', 'lib/webhook', 'lib/crm', 'lib/pipeline', 'lib/aws', 'cli', 'tools'];

/** Breaches in a made-up house: files with their text. */
const breaches = (files: Readonly<Record<string, string>>) =>
  findBreaches(Object.entries(files).map(([path, source]) => readModule(path, source)));

describe('the arrows of the house', () => {
  const paths = globSync('{handlers,lib,cli,tools}/**/*.ts', { cwd: root });
  const modules = ['crm.config.ts', ...paths].map(path =>
    readModule(path, readFileSync(join(root, path), 'utf8')),
  );

  test('are kept by every file', () => {
    expect(findBreaches(modules)).toEqual([]);
  });

  test.each(rooms)('are looked for in %s', room => {
    const inside = modules.filter(({ path }) => path.startsWith(`${room}/`));
    expect(inside.flatMap(({ imports }) => imports).length).toBeGreaterThan(0);
  });
});

describe('an arrow is seen to break when', () => {
  test.each([
    ['webhook', 'lib/webhook/a.ts', '../crm/b.ts'],
    ['webhook', 'lib/webhook/a.ts', '../pipeline/b.ts'],
    ['crm', 'lib/crm/a.ts', '../pipeline/b.ts'],
    ['crm', 'lib/crm/a.ts', '../aws/b.ts'],
    ['pipeline', 'lib/pipeline/a.ts', '../aws/b.ts'],
    ['a folder of pipeline', 'lib/pipeline/query/a.ts', '../../aws/b.ts'],
    ['pipeline', 'lib/pipeline/a.ts', '../settings.ts'],
    ['aws', 'lib/aws/a.ts', '../pipeline/b.ts'],
    ['aws', 'lib/aws/a.ts', '../crm/b.ts'],
    ['settings', 'lib/settings.ts', './crm/b.ts'],
    ['lib', 'lib/pipeline/a.ts', '../../handlers/b.ts'],
    ['lib', 'lib/crm/a.ts', '../../cli/b.ts'],
    ['lib', 'lib/webhook/a.ts', '../../tools/b.ts'],
    ['lib', 'lib/crm/a.ts', '../../crm.config.ts'],
    ['a handler', 'handlers/a.ts', '../cli/b.ts'],
    ['a handler', 'handlers/a.ts', '../tools/b.ts'],
    ['the command', 'cli/a.ts', '../handlers/b.ts'],
    ['a tool', 'tools/a.ts', '../cli/b.ts'],
    ['the configuration', 'crm.config.ts', './lib/pipeline/b.ts'],
    ['any of them', 'tools/a.ts', '../test/b.ts'],
  ])('%s (%s) imports %s', (_, path, specifier) => {
    expect(breaches({ [path]: `import { b } from '${specifier}';` })).toEqual([
      expect.stringMatching(new RegExp(`^${path} imports .*${specifier.split('/').at(-1)}$`)),
    ]);
  });

  test.each([
    'lib/webhook/a.ts',
    'lib/crm/a.ts',
    'lib/pipeline/a.ts',
    'lib/settings.ts',
    'handlers/a.ts',
  ])('%s imports the AWS SDK, by a value or a type', path => {
    for (const source of [
      "import { SQSClient } from '@aws-sdk/client-sqs';",
      "import type { SQSClient } from '@aws-sdk/client-sqs';",
      "let client: import('@aws-sdk/client-sqs').SQSClient;",
      "export * from '@smithy/types';",
    ]) {
      expect(breaches({ [path]: source })).toHaveLength(1);
    }
  });

  test.each(['lib/crm/a.ts', 'lib/pipeline/a.ts', 'lib/aws/a.ts'])(
    '%s knows the platform that invokes it',
    path => {
      for (const name of ['aws-lambda', '@middy/core', '@aws-lambda-powertools/logger']) {
        expect(breaches({ [path]: `import type { A } from '${name}';` })).toHaveLength(1);
      }
    },
  );

  test.each([
    "import '../pipeline/b.ts';",
    "import type { B } from '../pipeline/b.ts';",
    "import b, { type B } from '../pipeline/b.ts';",
    "export { b } from '../pipeline/b.ts';",
    "export type { B } from '../pipeline/b.ts';",
    "export * from '../pipeline/b.ts';",
    "export * as b from '../pipeline/b.ts';",
    "const b = await import('../pipeline/b.ts');",
    "let b: typeof import('../pipeline/b.ts');",
    "const b = require('../pipeline/b.ts');",
  ])('the import is written %s', source => {
    expect(breaches({ 'lib/crm/a.ts': source })).toEqual([
      expect.stringMatching(/^lib\/crm\/a\.ts imports (types of )?lib\/pipeline\/b\.ts$/),
    ]);
  });

  test('lib or a handler imports what cannot be told', () => {
    const source = 'export const load = (name: string) => import(name);';
    expect(breaches({ 'lib/crm/a.ts': source, 'handlers/a.ts': source })).toHaveLength(2);
  });

  test.each([
    'const a = process.env.A;',
    "const a = process['env'].A;",
    'const { env } = process;',
    'const { A } = process.env;',
    'const read = (environment = process.env) => environment;',
    'const a = globalThis.process.env;',
    "import { env } from 'node:process';",
    "import process from 'node:process';",
  ])('lib or a handler reads the environment: %s', source => {
    for (const path of ['lib/aws/a.ts', 'lib/crm/a.ts', 'handlers/a.ts']) {
      expect(breaches({ [path]: source })).toEqual([`${path} reads process.env`]);
    }
    for (const path of ['lib/settings.ts', 'cli/a.ts', 'tools/a.ts']) {
      expect(breaches({ [path]: source })).toEqual([]);
    }
  });

  test('files import one another in a circle, if only types, in one folder or through several', () => {
    expect(
      breaches({
        'lib/crm/a.ts': "import { b } from './b.ts';",
        'lib/crm/b.ts': "import type { C } from './c.ts';",
        'lib/crm/c.ts': "export * from './a.ts';",
      }),
    ).toEqual(['a circle: lib/crm/a.ts → lib/crm/b.ts → lib/crm/c.ts → lib/crm/a.ts']);
    expect(breaches({ 'lib/crm/a.ts': "import { a } from './a.ts';" })).toEqual([
      'a circle: lib/crm/a.ts → lib/crm/a.ts',
    ]);
  });

  test('a file lies where no room is', () => {
    expect(breaches({ 'lib/utils/a.ts': '', 'lib/a.ts': '' })).toEqual([
      'lib/utils/a.ts is in no room of the house',
      'lib/a.ts is in no room of the house',
    ]);
  });
});

describe('no arrow breaks when', () => {
  test.each([
    ['lib/webhook/a.ts', "import { createHash } from 'node:crypto';"],
    ['lib/crm/a.ts', "import { b } from '../webhook/b.ts';"],
    ['lib/pipeline/a.ts', "import { b } from '../webhook/b.ts'; import { c } from '../crm/c.ts';"],
    [
      'lib/pipeline/query/a.ts',
      "import { b } from '../ports.ts'; import { c } from '../../crm/c.ts';",
    ],
    [
      'lib/aws/a.ts',
      "import { b } from '../pipeline/ports.ts'; import type { C } from '../crm/c.ts';",
    ],
    [
      'lib/aws/a.ts',
      "import { type C } from '../crm/c.ts'; import { D } from '@aws-sdk/lib-dynamodb';",
    ],
    [
      'handlers/a.ts',
      "import config from '../crm.config.ts'; import { b } from '../lib/aws/b.ts';",
    ],
    [
      'cli/a.ts',
      "import { b } from '../lib/pipeline/b.ts'; import { SQS } from '@aws-sdk/client-sqs';",
    ],
    [
      'tools/a.ts',
      "import { handler } from '../handlers/b.ts'; import { c } from '../lib/crm/c.ts';",
    ],
    ['lib/crm/a.ts', 'const text = "import \'../aws/b.ts\'; process.env.A"; // process.env'],
    ['handlers/a.ts', 'process.stdout.write(process.version);'],
  ])('%s says %s', (path, source) => {
    expect(breaches({ [path]: source })).toEqual([]);
  });
});
