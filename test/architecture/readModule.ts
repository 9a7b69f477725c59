import { posix } from 'node:path';
import { parseSync } from '@swc/core';

export interface Import {
  /** A file of the project by its path from the root, else the package's name as written; `(computed)` where it can't be told. */
  readonly to: string;
  /** Gone when the program runs. */
  readonly typeOnly: boolean;
}

/** What a file of TypeScript reaches for. */
export interface Module {
  readonly path: string;
  readonly imports: readonly Import[];
  readonly readsEnvironment: boolean;
}

export const COMPUTED = '(computed)';

type Tree = Readonly<Record<string, unknown>>;

/** @param path from the project's root, with `/` */
export const readModule = (path: string, source: string): Module => {
  const nodes = [...walk(parseSync(source, { syntax: 'typescript', target: 'es2024' }))];
  const imports = nodes.flatMap(importsOf).map(({ to, typeOnly }) => ({
    to: to.startsWith('.') ? posix.join(posix.dirname(path), to) : to,
    typeOnly,
  }));
  const members = new Set(nodes.filter(isMemberOfProcess).map(({ object }) => object));
  const readsEnvironment =
    nodes.some(node => isMemberOfProcess(node) && nameOf(node.property) === 'env') ||
    nodes.some(node => isProcess(node) && !members.has(node)) ||
    nodes.some(
      ({ type, property }) => type === 'MemberExpression' && nameOf(property) === 'process',
    ) ||
    imports.some(({ to }) => to === 'node:process' || to === 'process');
  return { path, imports, readsEnvironment };
};

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

function* walk(value: unknown): Generator<Tree> {
  if (!isTree(value)) return;
  if (typeof value.type === 'string') yield value;
  for (const child of Object.values(value)) yield* walk(child);
}

const importsOf = (node: Tree): readonly Import[] => {
  switch (node.type) {
    case 'ImportDeclaration':
      return [{ to: textOf(node.source), typeOnly: isTypeOnly(node) }];
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node.source ? [{ to: textOf(node.source), typeOnly: isTypeOnly(node) }] : [];
    case 'TsImportType':
      return [{ to: textOf(node.argument), typeOnly: true }];
    case 'CallExpression':
      return isImportCall(node.callee)
        ? [{ to: textOf(firstArgument(node)), typeOnly: false }]
        : [];
    default:
      return [];
  }
};

const isImportCall = (callee: unknown): boolean =>
  isTree(callee) && (callee.type === 'Import' || nameOf(callee) === 'require');

const firstArgument = ({ arguments: given }: Tree): unknown => {
  const [first] = Array.isArray(given) ? given : [];
  return isTree(first) ? first.expression : undefined;
};

const isTypeOnly = ({ typeOnly, specifiers }: Tree): boolean => {
  const named = Array.isArray(specifiers) ? specifiers : [];
  return typeOnly === true || (named.length > 0 && named.every(each => each.isTypeOnly === true));
};

const textOf = (node: unknown): string =>
  isTree(node) && node.type === 'StringLiteral' ? String(node.value) : COMPUTED;

const isProcess = (node: Tree): boolean => node.type === 'Identifier' && node.value === 'process';

const isMemberOfProcess = (node: Tree): boolean =>
  node.type === 'MemberExpression' && isTree(node.object) && isProcess(node.object);

/** The name in `x.name` and `x['name']`. */
const nameOf = (node: unknown): unknown => {
  if (!isTree(node)) return undefined;
  if (node.type === 'Computed') return isTree(node.expression) ? node.expression.value : undefined;
  return node.type === 'Identifier' ? node.value : undefined;
};
