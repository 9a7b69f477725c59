import type { Invoke } from './invoke.ts';

export interface LambdaEndpointInvokerOptions {
  /** Where Lambda's API is, `http://127.0.0.1:3002` for serverless-offline. */
  readonly endpoint: string;
  readonly functionName: string;
}

/**
 * Invokes a function through Lambda's own API, as serverless-offline serves it on its Lambda port:
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 *
 * A function that fails is answered with status 200 and a header. The invoker itself rejects when
 * nothing listens there or the function is not known. The function's timeout is the endpoint's affair.
 */
export function lambdaEndpointInvoker({
  endpoint,
  functionName,
}: LambdaEndpointInvokerOptions): Invoke {
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
  const url = new URL(path, endpoint);
  return async event => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'x-amz-invocation-type': 'RequestResponse' },
      body: JSON.stringify(event),
    });
    const payload = await response.text();
    if (response.status !== 200) {
      const type = response.headers.get('x-amzn-errortype') ?? 'no error type';
      throw new Error(`${functionName} was not invoked: status ${response.status}, ${type}`);
    }
    const functionError = response.headers.get('x-amz-function-error');
    if (functionError === null) return { payload };
    return { functionError: `${functionError}: ${errorMessage(payload)}` };
  };
}

/** Lambda's error payload has the type and the message of what was thrown. */
const errorMessage = (payload: string): string => {
  try {
    const { errorType, errorMessage } = JSON.parse(payload);
    return `${errorType}: ${errorMessage}`;
  } catch {
    return 'no error payload';
  }
};
