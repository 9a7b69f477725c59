import { basename, extname } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Names the parts that a bundle is split into after its entry, `receive.chunks/…`: serverless-esbuild builds all
 * functions into one folder, and leaves out of a function's zip what begins with another's name.
 */
export const chunksOfTheirOwn: Plugin = {
  name: 'chunks-of-their-own',
  setup({ initialOptions }) {
    const [entry] = initialOptions.entryPoints as readonly string[];
    if (entry === undefined) return;
    const name = basename(entry, extname(entry));
    initialOptions.chunkNames = `${name}.chunks/[name]-[hash]`;
  },
};
