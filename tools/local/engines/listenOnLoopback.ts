import { once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Lets a server listen on 127.0.0.1 and nowhere else.
 *
 * @param port 0, or nothing, for a free one
 * @returns its address, `http://127.0.0.1:<port>`
 * @throws the system's error, `EADDRINUSE` for a busy port
 */
export async function listenOnLoopback(server: Server, port = 0): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return `http://127.0.0.1:${address.port}`;
}
