/** What the local stack takes from `serverless.yml`. Times are in seconds, as they are there. */
export interface Stack {
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly table: TableDescription;
  /** `events` feeds the consumer; what it gives up on goes to `deadLetters`. */
  readonly queues: { readonly events: QueueDescription; readonly deadLetters: QueueDescription };
  readonly secret: SecretDescription;
  readonly functions: Readonly<Record<string, FunctionDescription>>;
  readonly mapping: MappingDescription;
}

export interface TableDescription {
  readonly logicalId: string;
  /** What it is called locally: CloudFormation makes up a name of its own. */
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly attributes: Readonly<Record<string, 'S' | 'N' | 'B'>>;
  readonly indexes: readonly IndexDescription[];
  /** The attribute that lets rows expire, where there is one. */
  readonly ttlAttribute?: string;
}

export interface IndexDescription {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly nonKeyAttributes?: readonly string[];
}

export interface QueueDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  /** The queue's other attributes that an emulator knows, as SQS spells them. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Only on the queue of events. */
  readonly maxReceiveCount?: number;
}

export interface SecretDescription {
  readonly logicalId: string;
  readonly name: string;
  /** Where in the JSON text of the secret the token is. */
  readonly tokenKey: string;
  readonly tokenLength: number;
}

export interface FunctionDescription {
  /** What AWS calls it: `<service>-<stage>-<key>`. */
  readonly name: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  /** As written: references to resources are still `{ Ref: … }`. */
  readonly environment: Readonly<Record<string, unknown>>;
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

export interface MappingDescription {
  /** The key in `functions`. */
  readonly function: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly maximumConcurrency?: number;
  readonly reportBatchItemFailures: boolean;
}
