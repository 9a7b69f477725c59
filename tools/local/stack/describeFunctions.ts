import {
  at,
  children,
  fields,
  isThere,
  items,
  type Node,
  StackError,
  text,
  wholeNumber,
} from './configReader.ts';
import type { FunctionDescription } from './stack.ts';

/** What Serverless gives a function that names no timeout. */
const defaultTimeoutSeconds = 6;

/** All functions by their key, with the timeout that applies and their routes of the HTTP API. */
export function describeFunctions(
  root: Node,
  namePrefix: string,
): Readonly<Record<string, FunctionDescription>> {
  const shared = at(root, 'provider', 'timeout');
  const everywhere = environmentOf(at(root, 'provider'));
  return Object.fromEntries(
    children(at(root, 'functions')).map(([key, node]) => {
      const own = at(node, 'timeout');
      const timeout = isThere(own) ? own : shared;
      const name = at(node, 'name');
      return [
        key,
        {
          name: isThere(name) ? text(name) : `${namePrefix}-${key}`,
          handler: text(at(node, 'handler')),
          timeoutSeconds: isThere(timeout) ? wholeNumber(timeout, [1, 900]) : defaultTimeoutSeconds,
          environment: { ...everywhere, ...environmentOf(node) },
          routes: routesOf(node),
        },
      ];
    }),
  );
}

function environmentOf(node: Node): FunctionDescription['environment'] {
  const environment = at(node, 'environment');
  return isThere(environment) ? fields(environment) : {};
}

function routesOf(node: Node): FunctionDescription['routes'] {
  const events = at(node, 'events');
  if (!isThere(events)) return [];
  return items(events)
    .map(event => at(event, 'httpApi'))
    .filter(isThere)
    .map(routeOf);
}

/** `POST /webhooks/{token}`, or a map with method and path. */
function routeOf(route: Node): { method: string; path: string } {
  if (typeof route.value !== 'string') {
    return { method: text(at(route, 'method')).toUpperCase(), path: text(at(route, 'path')) };
  }
  const [method, path, ...rest] = route.value.trim().split(/\s+/);
  if (method === undefined || path === undefined || rest.length > 0) {
    throw new StackError(route.path, `must be a method and a path, not ${route.value}`);
  }
  return { method: method.toUpperCase(), path };
}
