import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * A POST of a webhook as API Gateway's HTTP API hands it to a function, payload format 2.0:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const webhookEvent = (token: string, body: string): APIGatewayProxyEventV2 => {
  const path = `/webhooks/${token}`;
  const routeKey = 'POST /webhooks/{token}';
  const domainPrefix = 'abcdefghij';
  const domainName = `${domainPrefix}.execute-api.us-east-1.amazonaws.com`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', host: domainName },
    requestContext: {
      accountId: '123456789012',
      apiId: domainPrefix,
      domainName,
      domainPrefix,
      http: {
        method: 'POST',
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.10',
        userAgent: 'GuzzleHttp/7',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey,
      stage: '$default',
      time: '01/Mar/2026:12:00:00 +0000',
      timeEpoch: 1772366400000,
    },
    pathParameters: { token },
    body,
    isBase64Encoded: false,
  };
};
