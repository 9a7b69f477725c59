import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer } from './engines/closeServer.ts';
import { listenOnLoopback } from './engines/listenOnLoopback.ts';

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Stands in for Secrets Manager with one secret and the one operation that the bridge calls,
 * GetSecretValue, on a free port of 127.0.0.1.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export async function startSecrets(secret: Secret) {
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request, secret);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  });
  const endpoint = await listenOnLoopback(server);
  return { endpoint, stop: () => closeServer(server) };
}

async function answer(request: IncomingMessage, secret: Secret): Promise<Answer> {
  const operation = String(request.headers['x-amz-target']);
  if (operation !== 'secretsmanager.GetSecretValue') {
    return refusal('UnknownOperationException', `${operation} has no local stand-in`);
  }
  const id = secretId(await text(request));
  if (id !== secret.arn && id !== secret.name) {
    return refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  return {
    status: 200,
    body: { ARN: secret.arn, Name: secret.name, SecretString: secret.value },
  };
}

const refusal = (type: string, message: string): Answer => ({
  status: 400,
  body: { __type: type, Message: message },
});

function secretId(body: string): unknown {
  try {
    return (JSON.parse(body) as { SecretId?: unknown } | null)?.SecretId;
  } catch {
    return undefined;
  }
}
