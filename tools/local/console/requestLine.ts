import type { Request } from '../serverless/messages.ts';
import type { Colors } from './colours.ts';

/** One request on one line, without the token. */
export function requestLine(
  { method, route, status, milliseconds }: Request,
  colours: Colors,
): string {
  const paint = status < 400 ? colours.green : status < 500 ? colours.yellow : colours.red;
  const what = `${method} ${route ?? '(a path that nothing is served at)'}`;
  return `${what.padEnd(28)} ${paint(String(status))}  ${colours.dim(`${milliseconds} ms`)}`;
}
