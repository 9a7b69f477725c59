import { mkdirSync } from 'node:fs';
import dynalite from 'dynalite';
import { closeServer } from './closeServer.ts';
import { listenOnLoopback } from './listenOnLoopback.ts';

/** Starts dynalite on a free port of 127.0.0.1, in memory or kept in `directory`. */
export async function startDynamodb(options: { readonly directory?: string }) {
  const { directory } = options;
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(directory === undefined ? {} : { path: directory }),
  });
  const endpoint = await listenOnLoopback(server);
  return { endpoint, stop: () => closeServer(server) };
}
