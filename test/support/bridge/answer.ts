import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What a sender gets. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: APIGatewayProxyStructuredResultV2['headers'];
  readonly body: string | undefined;
  /** The body, parsed; undefined where it is no JSON. */
  readonly json: unknown;
}

export const toAnswer = (result: unknown): Answer => {
  const { statusCode, headers, body } = result as APIGatewayProxyStructuredResultV2;
  return { status: statusCode, headers, body, json: parseOrUndefined(body) };
};

const parseOrUndefined = (text = ''): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
