import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ConfigError, type CrmConfig } from '../lib/crm/config.ts';
import { Problem } from './problem.ts';

const FILE = 'crm.config.ts';

/**
 * Reads `crm.config.ts`.
 *
 * @param root the project's folder
 * @throws ConfigError for what is wrong in it, Problem where it can't even be run: with the file, the line, and what to do
 */
export const loadConfig = async (root: string): Promise<CrmConfig> => {
  const loaded = await run(root);
  if (!isConfig(loaded.default)) {
    throw new Problem(
      `${FILE} gives no configuration: end it with export default defineCrm({ … })`,
    );
  }
  return loaded.default;
};

const run = async (root: string): Promise<{ readonly default?: unknown }> => {
  const url = pathToFileURL(join(root, FILE)).href;
  try {
    return await import(url);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { message, stack, code, url: missing } = partsOf(error);
    if (code === 'ERR_MODULE_NOT_FOUND' && missing === url) {
      throw new Problem(`there is no ${FILE} in ${root}: take the one of the repository`);
    }
    const folder = pathToFileURL(join(root, '/')).href;
    const what = message.replaceAll(join(root, '/'), '').replaceAll(folder, '');
    throw new Problem(
      `${placeIn(stack, root) ?? FILE}: ${what}: mend it (npm run types shows more)`,
    );
  }
};

/** How a stack names a line: by a URL or by a path. */
const PLACE = /((?:file:\/\/|\/|[A-Z]:\\)[^\n()]*?):(\d+)(?::\d+)?\)?$/gm;

/** The first line that a stack names and that is not the command's own: `crm.config.ts, line 3`. */
const placeIn = (stack: string, root: string): string | undefined => {
  for (const [, place = '', line] of stack.matchAll(PLACE)) {
    const path = place.startsWith('file:') ? fileURLToPath(place) : place;
    const file = relative(root, path);
    if (!/^(?:\.\.|cli|node_modules)[\\/]/.test(file)) return `${file}, line ${line}`;
  }
  return undefined;
};

/** What Node tells of an error. Not by `instanceof`: it may come from another realm, or be no error at all. */
const partsOf = (thrown: unknown) => {
  const { message, stack, code, url } = Object(thrown) as Record<string, unknown>;
  return { message: firstLine(String(message ?? thrown)), stack: String(stack ?? ''), code, url };
};

const firstLine = (text: string): string => text.split('\n', 1).join('');

const isConfig = (value: unknown): value is CrmConfig =>
  typeof value === 'object' && value !== null && 'fields' in value && value.fields instanceof Map;
