import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer } from '../../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../../tools/local/engines/listenOnLoopback.ts';

/** What the SDK sends, of the three operations together. */
interface Asked {
  readonly SecretString?: string;
  readonly ClientRequestToken?: string;
  readonly VersionStages?: readonly string[];
  readonly VersionStage?: string;
  readonly MoveToVersionId?: string;
  readonly RemoveFromVersionId?: string;
}

export interface Refusal {
  readonly type: string;
  readonly message: string;
}

export interface SecretStandIn {
  readonly endpoint: string;
  /** The text in force. */
  text: () => string;
  /** Puts a text in force, as somebody else would. */
  put: (text: string) => void;
  /** Names of the operations that were asked. */
  readonly asked: string[];
  /** Before an operation is done: what it gives is answered instead, and `lost` does it without an answer. */
  before: (operation: string) => Refusal | 'lost' | undefined;
  stop: () => Promise<void>;
}

/**
 * Stands in for Secrets Manager with the versions of one secret and their labels, since nothing on npm emulates changing
 * it. A label moves only from the version that the caller names.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
export const startSecretStore = async (): Promise<SecretStandIn> => {
  const versions = new Map<string, string>();
  const labels = new Map<string, string>();
  const operations: Readonly<Record<string, (asked: Asked) => unknown>> = {
    GetSecretValue: () => {
      const version = labels.get('AWSCURRENT') ?? '';
      return { SecretString: versions.get(version), VersionId: version };
    },
    PutSecretValue: ({ SecretString = '', ClientRequestToken = '', VersionStages }) => {
      versions.set(ClientRequestToken, SecretString);
      for (const label of VersionStages ?? ['AWSCURRENT']) labels.set(label, ClientRequestToken);
      return { VersionId: ClientRequestToken };
    },
    UpdateSecretVersionStage: ({
      VersionStage = '',
      MoveToVersionId = '',
      RemoveFromVersionId,
    }) => {
      if (labels.get(VersionStage) !== RemoveFromVersionId)
        return {
          __type: 'InvalidParameterException',
          Message: `The label is not at ${RemoveFromVersionId}`,
        };
      labels.set(VersionStage, MoveToVersionId);
      return {};
    },
  };
  let puts = 0;
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const body = JSON.parse(await text(request)) as Asked;
    store.asked.push(operation);
    const fault = store.before(operation);
    const answer =
      typeof fault === 'object'
        ? { __type: fault.type, Message: fault.message }
        : (operations[operation]?.(body) ?? { __type: 'UnknownOperationException' });
    if (fault === 'lost') return void response.destroy();
    const status = typeof answer === 'object' && '__type' in answer ? 400 : 200;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer));
  });
  const store: SecretStandIn = {
    endpoint: await listenOnLoopback(server),
    text: () => versions.get(labels.get('AWSCURRENT') ?? '') ?? '',
    put: value => {
      puts += 1;
      versions.set(`put-${puts}`, value);
      labels.set('AWSCURRENT', `put-${puts}`);
    },
    asked: [],
    before: () => undefined,
    stop: () => closeServer(server),
  };
  return store;
};
