import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, type ScalarTag } from 'yaml';
import { StackError } from './stack/configReader.ts';
import { describeStack } from './stack/describeStack.ts';
import type { Stack } from './stack/stack.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a `serverless.yml` without Serverless, in milliseconds: for tests. Of the variables
 * `${param:name}` (of stage dev, else the default) and `${file(path)}` are known, the others stay as
 * they are written.
 *
 * @param path of the file
 * @throws {StackError} for a value that is missing or contradicts another
 */
export function readStack(path: string): Stack {
  return describeStack(readServerlessYml(path));
}

/**
 * The file as plain values: `!Ref X` is `{ Ref: 'X' }`, `!GetAtt X.Y` is `{ 'Fn::GetAtt': ['X', 'Y'] }`,
 * and a list of `resources` is merged into one.
 */
export function readServerlessYml(path: string): unknown {
  const config = readYaml(path) as Fields | null;
  const params = config?.params as Readonly<Record<string, Fields>> | undefined;
  const resolved = resolve(config, {
    folder: dirname(path),
    params: { ...params?.default, ...params?.dev },
  }) as Fields | null;
  return { ...resolved, resources: merged(resolved?.resources) };
}

function readYaml(path: string): unknown {
  // Quiet about tags that are not ours: their content is kept, and nothing here needs them.
  return parse(readFileSync(path, 'utf8'), { customTags: [...intrinsics], logLevel: 'error' });
}

const intrinsic = (tag: string, resolve: (value: string) => unknown): ScalarTag => ({
  tag,
  resolve,
});

const intrinsics: readonly ScalarTag[] = [
  intrinsic('!Ref', id => ({ Ref: id })),
  intrinsic('!Sub', template => ({ 'Fn::Sub': template })),
  intrinsic('!GetAtt', value => {
    const [id = '', ...attribute] = value.split('.');
    return { 'Fn::GetAtt': [id, attribute.join('.')] };
  }),
];

interface Variables {
  readonly folder: string;
  readonly params: Fields;
}

function resolve(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return resolveText(value, variables);
  if (Array.isArray(value)) return value.map(item => resolve(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolve(item, variables)]),
  );
}

function resolveText(text: string, variables: Variables): unknown {
  const { folder, params } = variables;
  const file = /^\$\{file\(([^)]+)\)\}$/.exec(text)?.[1];
  if (file !== undefined) return resolve(readYaml(join(folder, file)), variables);
  const name = /^\$\{param:([\w-]+)\}$/.exec(text)?.[1];
  if (name === undefined) return text;
  if (!Object.hasOwn(params, name)) throw new StackError(`params.default.${name}`, 'is missing');
  return params[name];
}

/** As Serverless does it: the sections of all parts, `Resources` and `Outputs`, side by side. */
function merged(resources: unknown): unknown {
  if (!Array.isArray(resources)) return resources;
  const sections: Record<string, Fields> = {};
  for (const part of resources as readonly Readonly<Record<string, Fields>>[]) {
    for (const [name, section] of Object.entries(part)) {
      sections[name] = { ...sections[name], ...section };
    }
  }
  return sections;
}
