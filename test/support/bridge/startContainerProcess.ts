import { fileURLToPath } from 'node:url';
import { startFunctionProcess } from '../../../tools/functionProcess/startFunctionProcess.ts';
import type { StartContainer } from './container.ts';

/** Starts a container as a process of its own, whose stdout and stderr hold all that any part of it writes. */
export const startContainerProcess: StartContainer = (name, environment) =>
  startFunctionProcess({
    file: fileURLToPath(new URL(`../../../handlers/${name}.ts`, import.meta.url)),
    handler: 'handler',
    environment,
  });
