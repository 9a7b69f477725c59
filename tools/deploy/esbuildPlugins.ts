import type { Plugin } from 'esbuild';
import { builtinsOnDemand } from './builtinsOnDemand.ts';
import { chunksOfTheirOwn } from './chunksOfTheirOwn.ts';

const plugins: readonly Plugin[] = [builtinsOnDemand, chunksOfTheirOwn];

// biome-ignore lint/style/noDefaultExport: serverless-esbuild takes the default export.
export default plugins;
