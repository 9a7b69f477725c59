import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionDescription } from '../stack/stack.ts';
import type { Request } from './messages.ts';

/**
 * Tells of each request that a server of this process has answered at `port`.
 *
 * serverless-offline has no hook for that, and its own lines show the path, token included.
 */
export function watchRequests(
  port: number,
  functions: readonly FunctionDescription[],
  told: (request: Request) => void,
): void {
  const routes = functions.flatMap(({ routes }) => routes.map(({ path }) => path));
  const begun = new WeakMap<IncomingMessage, number>();
  subscribe('http.server.request.start', message => {
    const { request } = message as { request: IncomingMessage };
    if (request.socket.localPort === port) begun.set(request, performance.now());
  });
  subscribe('http.server.response.finish', message => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const start = begun.get(request);
    if (start === undefined) return;
    const route = routeOf(request.url ?? '', routes);
    told({
      method: request.method ?? '',
      ...(route === undefined ? {} : { route }),
      status: response.statusCode,
      milliseconds: Math.round(performance.now() - start),
    });
  });
}

/** The route whose pattern a URL's path fits, `{name}` standing for one segment. */
export function routeOf(url: string, routes: readonly string[]): string | undefined {
  const segments = url.replace(/[?#].*$/, '').split('/');
  return routes.find(route => {
    const pattern = route.split('/');
    return (
      pattern.length === segments.length &&
      pattern.every((part, index) => /^\{.+\}$/.test(part) || part === segments[index])
    );
  });
}
