import type { Server } from 'node:http';

/** Stops a server without waiting for connections that clients merely keep open. */
export async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close(error => (error === undefined || error === null ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
