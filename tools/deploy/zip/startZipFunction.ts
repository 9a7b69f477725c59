import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import {
  type FunctionProcess,
  startFunctionProcess,
} from '../../functionProcess/startFunctionProcess.ts';
import { unzipTo } from './unzipTo.ts';

export interface ZipFunctionOptions {
  /** The zip that a deploy uploads. */
  readonly zip: string;
  /** As deployed, `handlers/receive.handler`. */
  readonly handler: string;
  /** All of it: nothing of this process's own gets in. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts a deployed function as Lambda would: from a folder that holds what was uploaded and nothing else, in a process
 * whose environment is the function's.
 *
 * @throws Error with all that the function wrote, where it does not start
 */
export const startZipFunction = async (options: ZipFunctionOptions): Promise<FunctionProcess> => {
  const folder = mkdtempSync(join(tmpdir(), 'crm-function-'));
  const remove = () => rmSync(folder, { recursive: true });
  unzipTo(options.zip, folder);
  const name = extname(options.handler);
  try {
    const started = await startFunctionProcess({
      file: join(folder, `${options.handler.slice(0, -name.length)}.mjs`),
      handler: name.slice(1),
      environment: options.environment,
      folder,
    });
    return { ...started, stop: () => started.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
};
