import { StackError } from './stack/configReader.ts';
import type { Stack } from './stack/stack.ts';

/** What CloudFormation's `!Ref` and `!GetAtt X.Arn` give for a resource. */
export interface Resource {
  readonly ref: string;
  readonly arn: string;
}

export interface EnvironmentsOptions {
  /** The resources that were made locally, by their logical ids. */
  readonly resources: Readonly<Record<string, Resource>>;
  /** CloudFormation's pseudo parameters, `AWS::Region` and the like. */
  readonly pseudo: Readonly<Record<string, string>>;
  /** What every function gets besides: endpoints and credentials. */
  readonly shared: Readonly<Record<string, string>>;
}

export type Environment = Readonly<Record<string, string>>;

/**
 * The environment of each function, with every reference to a resource of `serverless.yml` replaced
 * by the local one.
 *
 * @throws {StackError} for a reference to something that has no local stand-in
 */
export function environments(
  functions: Stack['functions'],
  options: EnvironmentsOptions,
): Readonly<Record<string, Environment>> {
  return Object.fromEntries(
    Object.entries(functions).map(([key, { environment }]) => {
      const path = `functions.${key}.environment`;
      const own = Object.entries(environment)
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([name, value]) => [name, resolve(value, `${path}.${name}`, options)] as const);
      return [key, { ...Object.fromEntries(own), ...options.shared }];
    }),
  );
}

function resolve(value: unknown, path: string, options: EnvironmentsOptions): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument] = ['', undefined], ...rest] = Object.entries(value);
  if (rest.length === 0) {
    if (name === 'Ref') return reference(String(argument), path, options);
    if (name === 'Fn::GetAtt') return reference([argument].flat().join('.'), path, options);
    if (name === 'Fn::Sub' && typeof argument === 'string') {
      return argument.replace(/\$\{([^}!]+)\}/g, (_, to: string) => reference(to, path, options));
    }
  }
  throw new StackError(path, `has ${name || 'a list'}, which the local stack doesn't know`);
}

function reference(to: string, path: string, options: EnvironmentsOptions): string {
  const { resources, pseudo } = options;
  const [id = '', attribute] = to.split('.');
  const resource = Object.hasOwn(resources, id) ? resources[id] : undefined;
  const found = resource === undefined ? pseudo[to] : attributeOf(resource, attribute);
  if (found !== undefined) return found;
  throw new StackError(path, `names ${to}, which has no local stand-in`);
}

const attributeOf = ({ ref, arn }: Resource, attribute: string | undefined) =>
  ({ '': ref, Arn: arn })[attribute ?? ''];
