import { createServer } from 'node:http';
import { closeServer } from './engines/closeServer.ts';
import { listenOnLoopback } from './engines/listenOnLoopback.ts';
import { StartError } from './startError.ts';

/** A port of 127.0.0.1 that nothing listens on now. */
export function freePort(): Promise<number> {
  return tryPort(0);
}

/**
 * Makes sure that the HTTP port can be had: serverless-offline answers a busy one with a dump.
 *
 * @param port 0 for any free one
 * @returns the port itself
 * @throws {StartError} that says what to do
 */
export async function httpPort(port: number): Promise<number> {
  try {
    return await tryPort(port);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `port ${port} is in use. Stop what listens there, or choose another: npm start -- --port ${port < 65_535 ? port + 1 : 3000}`,
      );
    }
    if (code === 'EACCES') {
      throw new StartError(
        `port ${port} may not be used by you. Choose one over 1023: npm start -- --port 3000`,
      );
    }
    throw error;
  }
}

async function tryPort(port: number): Promise<number> {
  const server = createServer();
  const endpoint = await listenOnLoopback(server, port);
  await closeServer(server);
  return Number(new URL(endpoint).port);
}
