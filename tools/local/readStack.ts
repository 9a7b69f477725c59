import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, type ScalarTag } from 'yaml';
import { StackError } from './stack/configReader.ts';
import { describeStack } from './stack/describeStack.ts';
import type { Stack } from './stack/stack.ts';

/**
 * Reads a `serverless.yml` without Serverless, in milliseconds: for tests. Variables stay as they
 * are written, but for `${param:name}`, taken from `params.default`.
 *
 * @param path of the file
 * @throws {StackError} for a value that is missing or contradicts another
 */
export function readStack(path: string): Stack {
  return describeStack(readServerlessYml(path));
}

/** The file as plain values: `!Ref X` is `{ Ref: 'X' }`, `!GetAtt X.Y` is `{ 'Fn::GetAtt': ['X', 'Y'] }`. */
export function readServerlessYml(path: string): unknown {
  const config = readYaml(path);
  const whole = { ...config, resources: resourcesOf(config, dirname(path)) };
  return withParams(whole, defaultParams(config));
}

type Fields = Readonly<Record<string, unknown>>;

const readYaml = (path: string): Fields =>
  parse(readFileSync(path, 'utf8'), { customTags: [...intrinsics] }) as Fields;

/** `resources` may be a list of maps, some of them in files of their own; Serverless makes one of them. */
function resourcesOf({ resources }: Fields, folder: string): unknown {
  if (!Array.isArray(resources)) return resources;
  const parts = resources.map((part: unknown) => {
    const file = typeof part === 'string' && /^\$\{file\(([^)]+)\)\}$/.exec(part)?.[1];
    return (file ? readYaml(join(folder, file)) : part) as Readonly<Record<string, Fields>>;
  });
  const section = (name: string) => Object.assign({}, ...parts.map(part => part[name])) as Fields;
  return { Resources: section('Resources'), Outputs: section('Outputs') };
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

function defaultParams(config: unknown): Readonly<Record<string, unknown>> {
  const params = (config as { params?: { default?: Record<string, unknown> } } | null)?.params;
  return params?.default ?? {};
}

function withParams(value: unknown, params: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === 'string') {
    const name = /^\$\{param:([\w-]+)\}$/.exec(value)?.[1];
    if (name === undefined) return value;
    if (!Object.hasOwn(params, name)) throw new StackError(`params.default.${name}`, 'is missing');
    return params[name];
  }
  if (Array.isArray(value)) return value.map(item => withParams(item, params));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withParams(item, params)]),
  );
}
