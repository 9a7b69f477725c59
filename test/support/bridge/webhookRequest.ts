import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export interface WebhookRequest {
  readonly method: string;
  /** The last part of the path; absent as API Gateway leaves it out. */
  readonly token: string;
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
}

/**
 * A request as API Gateway's HTTP API hands it to a function, payload format 2.0:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const webhookRequest = ({
  method,
  token,
  body,
  isBase64Encoded,
}: WebhookRequest): APIGatewayProxyEventV2 => {
  const path = `/webhooks/${token}`;
  return {
    version: '2.0',
    routeKey: `${method} /webhooks/{token}`,
    rawPath: path,
    rawQueryString: '',
    headers: {
      accept: '*/*',
      'content-length': String(Buffer.byteLength(body ?? '')),
      'content-type': 'application/json',
      host: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      'user-agent': 'GuzzleHttp/7',
      'x-amzn-trace-id': 'Root=1-65f0a1b2-c3d4e5f60718293041526374',
      'x-forwarded-for': '192.0.2.10',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'abcdefghij',
      domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abcdefghij',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.10',
        userAgent: 'GuzzleHttp/7',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: `${method} /webhooks/{token}`,
      stage: '$default',
      time: '01/Mar/2026:12:00:00 +0000',
      timeEpoch: 1772366400000,
    },
    pathParameters: { token },
    ...(body !== undefined && { body }),
    isBase64Encoded,
  };
};
