/** How a client of one AWS service is made for the stack. */
export interface ClientOptions {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export type Service = 'dynamodb' | 'sqs' | 'secretsManager';

/** A stack that is running here or deployed, and where its parts are. */
export interface Connection {
  /** For people: `the local stack`, `stage prod in eu-central-1`. */
  readonly name: string;
  readonly clientOptions: (service: Service) => ClientOptions;
  readonly table: string;
  /** URLs. */
  readonly queues: { readonly events: string; readonly deadLetters: string };
  /** Deployed: the name of its stack. */
  readonly stack?: string;
  /** Deployed: the secret that ends the webhook's URL, and the API's own URL. */
  readonly webhookSecretArn?: string;
  readonly apiUrl?: string;
  /** Locally: the webhook's URL, with its secret. */
  readonly webhookUrl?: string;
}
