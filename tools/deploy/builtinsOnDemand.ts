import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Makes a bundle take Node's built-in modules by `process.getBuiltinModule`. An `import` of `node:http` has Node look at
 * every export of it, and that loads all of undici, tls and http2: a third of a cold start, for what no call needs.
 *
 * https://nodejs.org/api/process.html#processgetbuiltinmoduleid
 */
export const builtinsOnDemand: Plugin = {
  name: 'builtins-on-demand',
  setup(build) {
    build.onResolve({ filter: /^[a-z_:/]+\d*$/ }, ({ path, namespace }) =>
      namespace !== builtin && isBuiltin(path)
        ? { path: path.startsWith('node:') ? path : `node:${path}`, namespace: builtin }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: builtin }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
      loader: 'js',
    }));
  },
};

const builtin = 'builtin';
