import { mkdirSync } from 'node:fs';
import dynalite from 'dynalite';
import { closeServer } from './closeServer.ts';
import { listenOnLoopback } from './listenOnLoopback.ts';
import { orFreePort } from './orFreePort.ts';

interface DynamodbOptions {
  readonly port: number;
  /** Where the table is kept; in memory where absent. */
  readonly folder?: string;
}

/** Starts dynalite on 127.0.0.1, at `port` or, where that is taken, a free one. */
export async function startDynamodb({ port, folder }: DynamodbOptions) {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(folder === undefined ? {} : { path: folder }),
  });
  const endpoint = await orFreePort(port, each => listenOnLoopback(server, each));
  return { endpoint, stop: () => closeServer(server) };
}
