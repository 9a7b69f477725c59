/** A value of `serverless.yml` is missing, or contradicts another: one line that names its path. */
export class StackError extends Error {
  override readonly name = 'StackError';

  constructor(path: string, problem: string) {
    super(`serverless.yml: ${path} ${problem}`);
  }
}

/** A place in the configuration: its path, for messages, and what is there. */
export interface Node {
  readonly path: string;
  readonly value: unknown;
}

/** Logical ids and nodes of all resources of one CloudFormation type. */
export type Resources = readonly (readonly [string, Node])[];

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The node under `key`, which may hold undefined; the node itself must be a map. */
export function child(node: Node, key: string): Node {
  return { path: node.path === '' ? key : `${node.path}.${key}`, value: fields(node)[key] };
}

/** The node along several keys; every one but the last must be there. */
export function at(node: Node, ...keys: readonly string[]): Node {
  return keys.reduce(child, node);
}

export function isThere(node: Node): boolean {
  return node.value !== undefined && node.value !== null;
}

export function fields(node: Node): Fields {
  if (!isThere(node)) throw new StackError(node.path, 'is missing');
  if (!isFields(node.value)) throw new StackError(node.path, 'must be a map');
  return node.value;
}

/** All nodes under a map, with their keys. */
export function children(node: Node): readonly (readonly [string, Node])[] {
  return Object.keys(fields(node)).map(key => [key, child(node, key)] as const);
}

export function items(node: Node): readonly Node[] {
  if (!isThere(node)) throw new StackError(node.path, 'is missing');
  if (!Array.isArray(node.value)) throw new StackError(node.path, 'must be a list');
  return node.value.map((value: unknown, index) => ({ path: `${node.path}[${index}]`, value }));
}

export function text(node: Node): string {
  if (!isThere(node)) throw new StackError(node.path, 'is missing');
  if (typeof node.value !== 'string' || node.value === '') {
    throw new StackError(node.path, 'must be text');
  }
  return node.value;
}

/**
 * @param why ends the message where nothing is there: what the value is for
 * @throws {StackError} where it is missing, no whole number, or outside of the vendor's limits
 */
export function wholeNumber(node: Node, limits: readonly [number, number], why = ''): number {
  const { path, value } = node;
  if (!isThere(node)) throw new StackError(path, why === '' ? 'is missing' : `is missing: ${why}`);
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const [least, most] = limits;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most) {
    throw new StackError(
      path,
      `must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}`,
    );
  }
  return number;
}

/** The logical id that a `!Ref X`, `!GetAtt X.Arn` or `!GetAtt [X, Arn]` names, else undefined. */
export function referredId(value: unknown): string | undefined {
  if (!isFields(value)) return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute } = value;
  if (typeof ref === 'string') return ref;
  if (typeof attribute === 'string') return attribute.split('.')[0];
  return Array.isArray(attribute) && typeof attribute[0] === 'string' ? attribute[0] : undefined;
}
