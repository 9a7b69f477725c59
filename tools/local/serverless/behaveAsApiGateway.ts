import { createSlots } from '../../eventSourceMapping/createSlots.ts';

/**
 * Requests that functions work on at a time; others wait. serverless-offline starts a thread for each, and on a machine
 * of few cores hundreds at once take longer to start than a function may run.
 */
const AT_ONCE = 8;

/** The parts of hapi, which serverless-offline is built on, that we use: https://hapi.dev/api */
export interface HapiServer {
  ext(
    event: 'onPreHandler' | 'onPreResponse',
    method: (request: HapiRequest, h: HapiToolkit) => unknown,
  ): void;
}

interface HapiRequest {
  mime: string | null;
  readonly response: { readonly source?: unknown };
}

interface HapiToolkit {
  readonly continue: unknown;
  response(body: string): { type(mime: string): { code(status: number): unknown } };
}

/**
 * Mends where serverless-offline is not what an HTTP API is:
 *
 * - it parses a body of type application/json, and a function gets `"text"` without its quotes and
 *   `null` not at all. API Gateway hands on what came.
 * - it answers a function's failure with 200 and the stack trace. API Gateway answers 500, and 503
 *   where the function took too long, with nothing but a message:
 *   https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
 */
export function behaveAsApiGateway(server: HapiServer): void {
  const slots = createSlots(AT_ONCE);
  const places = new WeakMap<HapiRequest, () => void>();
  server.ext('onPreHandler', async (request, h) => {
    request.mime = 'text/plain';
    places.set(request, await slots.take());
    return h.continue;
  });
  server.ext('onPreResponse', (request, h) => {
    places.get(request)?.();
    places.delete(request);
    const failure = errorType(request.response.source);
    if (failure === undefined) return h.continue;
    const [status, message] =
      failure === 'LambdaTimeoutError'
        ? ([503, 'Service Unavailable'] as const)
        : ([500, 'Internal Server Error'] as const);
    return h.response(JSON.stringify({ message })).type('application/json').code(status);
  });
}

/** The error's class, in a body that serverless-offline made of what a function threw. */
function errorType(body: unknown): string | undefined {
  if (typeof body !== 'string' || !body.startsWith('{"errorMessage":')) return undefined;
  const { errorType, stackTrace } = JSON.parse(body) as Readonly<Record<string, unknown>>;
  return Array.isArray(stackTrace) ? String(errorType) : undefined;
}
