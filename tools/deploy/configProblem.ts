import { pathToFileURL } from 'node:url';

/**
 * Loads a `crm.config.ts` as the functions will.
 *
 * @returns what is wrong with it, for a person to read, or nothing
 */
export const configProblem = async (path: string): Promise<string | undefined> => {
  try {
    const { default: config } = (await import(pathToFileURL(path).href)) as { default?: unknown };
    return config === undefined
      ? 'crm.config.ts is wrong:\n  it must end in `export default defineCrm({ … })`'
      : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // By name: the class may have been loaded twice.
    return error.name === 'ConfigError'
      ? error.message
      : `crm.config.ts cannot be read: ${error.name}: ${error.message}`;
  }
};
