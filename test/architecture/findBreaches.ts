import { findCircles } from './findCircles.ts';
import { COMPUTED, type Import, type Module } from './readModule.ts';

/** A folder of the house, and what else than itself its files may import. */
interface Room {
  readonly may: readonly string[];
  /** Imports that leave nothing behind when the program runs. */
  readonly mayForTypes?: readonly string[];
  /** Packages that it must not know, by how their names begin. */
  readonly mayNot: readonly string[];
}

const AWS = ['@aws-sdk/', '@smithy/'];
const PLATFORM = [...AWS, '@aws-lambda-powertools/', '@middy/', 'aws-lambda', COMPUTED];
/** What the pipeline asks of the world: interfaces, their constants and errors. */
const PORTS = ['lib/pipeline/ports.ts', 'lib/pipeline/query/queryPort.ts'];
const LIB = ['lib/webhook/', 'lib/crm/', 'lib/pipeline/', 'lib/aws/', 'lib/settings.ts'];

/** The arrows: handlers, cli, tools → pipeline → crm → webhook; `aws` fits the pipeline's ports, and nobody in lib knows it. */
const HOUSE: Readonly<Record<string, Room>> = {
  'lib/webhook/': { may: [], mayNot: PLATFORM },
  'lib/crm/': { may: ['lib/webhook/'], mayNot: PLATFORM },
  'lib/pipeline/': { may: ['lib/crm/', 'lib/webhook/'], mayNot: PLATFORM },
  'lib/aws/': {
    may: PORTS,
    mayForTypes: ['lib/crm/', 'lib/pipeline/'],
    mayNot: ['@aws-lambda-powertools/', '@middy/', 'aws-lambda', COMPUTED],
  },
  'lib/settings.ts': { may: [], mayNot: PLATFORM },
  'crm.config.ts': { may: ['lib/crm/config.ts'], mayNot: PLATFORM },
  'handlers/': { may: [...LIB, 'crm.config.ts'], mayNot: [...AWS, COMPUTED] },
  // A terminal's `--local` asks the local stack's own file where the stack is.
  'cli/': { may: [...LIB, 'crm.config.ts', 'tools/'], mayNot: [] },
  'tools/': { may: [...LIB, 'crm.config.ts', 'handlers/'], mayNot: [] },
};

/** Where `process.env` must not be read, and the one place there that may. */
const WITHOUT_ENVIRONMENT = ['lib/', 'handlers/'];
const SETTINGS = 'lib/settings.ts';

/** Tells, a sentence each, which files break an arrow of the house. */
export const findBreaches = (modules: readonly Module[]): readonly string[] => [
  ...modules.flatMap(misplaced),
  ...modules.flatMap(wrongImports),
  ...modules.filter(readsEnvironmentWrongly).map(({ path }) => `${path} reads process.env`),
  ...findCircles(modules).map(circle => `a circle: ${circle.join(' → ')}`),
];

const roomOf = (path: string): string | undefined =>
  Object.keys(HOUSE).find(room => path.startsWith(room));

const misplaced = ({ path }: Module): readonly string[] =>
  roomOf(path) === undefined ? [`${path} is in no room of the house`] : [];

const wrongImports = ({ path, imports }: Module): readonly string[] => {
  const room = roomOf(path);
  if (room === undefined) return [];
  return imports
    .filter(each => !isAllowed(room, each))
    .map(({ to, typeOnly }) => `${path} imports ${typeOnly ? 'types of ' : ''}${to}`);
};

const isAllowed = (room: string, { to, typeOnly }: Import): boolean => {
  const { may = [], mayForTypes = [], mayNot = [] } = HOUSE[room] ?? {};
  const begins = (start: string) => to.startsWith(start);
  if (!isOfProject(to)) return !mayNot.some(begins);
  return begins(room) || may.some(begins) || (typeOnly && mayForTypes.some(begins));
};

const isOfProject = (to: string): boolean => to.endsWith('.ts') && !to.startsWith('@');

const readsEnvironmentWrongly = ({ path, readsEnvironment }: Module): boolean =>
  readsEnvironment &&
  path !== SETTINGS &&
  WITHOUT_ENVIRONMENT.some(start => path.startsWith(start));
