import type { Stack } from '../../tools/local/stack/stack.ts';

const FOURTEEN_DAYS = 14 * 24 * 60 * 60;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const API_GATEWAY_SECONDS = 30;

type Tree = Record<string, unknown>;

/** A part of the configuration by its keys, to be changed in place. */
const part = (config: unknown, ...keys: readonly (string | number)[]): Tree =>
  keys.reduce((tree, key) => (tree as Tree)[key] as Tree, config as Tree);
const properties = (config: unknown, id: string): Tree =>
  part(config, 'resources', 'Resources', id, 'Properties');
const mappingOf = (config: unknown): Tree =>
  part(config, 'functions', 'consume', 'events', 0, 'sqs');

/** Something that the parts of `serverless.yml` must agree on. */
export interface Rule {
  readonly name: string;
  readonly holds: (stack: Stack) => boolean;
  /** Changes to `serverless.yml`, each of which breaks the rule. */
  readonly breaks: readonly ((config: unknown) => void)[];
}

export const rules: readonly Rule[] = [
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    name: 'a message stays hidden for six times the timeout of consume and the batching window',
    holds: ({ queues, functions, mapping }) =>
      queues.events.visibilityTimeoutSeconds >=
      6 * (functions[mapping.function]?.timeoutSeconds ?? Number.POSITIVE_INFINITY) +
        mapping.windowSeconds,
    breaks: [
      config => Object.assign(properties(config, 'EventsQueue'), { VisibilityTimeout: 180 }),
      config => Object.assign(part(config, 'functions', 'consume'), { timeout: 60 }),
      config => Object.assign(mappingOf(config), { maximumBatchingWindow: 300 }),
    ],
  },
  {
    name: 'a message that was received five times goes to dead-letters',
    holds: ({ queues }) =>
      queues.events.maxReceiveCount === 5 && queues.deadLetters.name === 'dead-letters',
    breaks: [
      config =>
        Object.assign(part(properties(config, 'EventsQueue'), 'RedrivePolicy'), {
          maxReceiveCount: 1,
        }),
    ],
  },
  {
    name: 'both queues keep messages for 14 days',
    holds: ({ queues }) =>
      queues.events.retentionSeconds === FOURTEEN_DAYS &&
      queues.deadLetters.retentionSeconds === FOURTEEN_DAYS,
    breaks: ['EventsQueue', 'DeadLettersQueue'].map(id => config => {
      delete properties(config, id).MessageRetentionPeriod;
    }),
  },
  {
    name: 'consume answers by message',
    holds: ({ mapping }) => mapping.function === 'consume' && mapping.reportBatchItemFailures,
    breaks: [
      config => {
        delete mappingOf(config).functionResponseType;
      },
    ],
  },
  {
    // Less than two is refused by AWS; none at all leaves the account's executions without bound.
    name: 'consume is bounded, to two at a time at least',
    holds: ({ mapping }) => (mapping.maximumConcurrency ?? 0) >= 2,
    breaks: [
      config => {
        delete mappingOf(config).maximumConcurrency;
      },
    ],
  },
  {
    name: 'the table has the keys contact_id and webhook_title, both text',
    holds: ({ table }) =>
      table.partitionKey === 'contact_id' &&
      table.sortKey === 'webhook_title' &&
      table.attributes.contact_id === 'S' &&
      table.attributes.webhook_title === 'S',
    breaks: [
      config => renameAttribute(config, 'contact_id', 'id'),
      config => renameAttribute(config, 'webhook_title', 'title'),
      config =>
        Object.assign(part(properties(config, 'CrmTable'), 'AttributeDefinitions', 0), {
          AttributeType: 'N',
        }),
    ],
  },
  {
    name: 'its one index is byLookup: lookup, since, keys only',
    holds: ({ table }) =>
      JSON.stringify(table.indexes) ===
        JSON.stringify([
          { name: 'byLookup', partitionKey: 'lookup', sortKey: 'since', projection: 'KEYS_ONLY' },
        ]) &&
      table.attributes.lookup === 'S' &&
      table.attributes.since === 'S',
    breaks: [
      config => Object.assign(indexOf(config), { IndexName: 'byName' }),
      config => Object.assign(indexOf(config), { Projection: { ProjectionType: 'ALL' } }),
      config => renameAttribute(config, 'lookup', 'kind'),
      config => renameAttribute(config, 'since', 'at'),
    ],
  },
  {
    name: 'rows expire by ttl',
    holds: ({ table }) => table.ttlAttribute === 'ttl',
    breaks: [
      config =>
        Object.assign(part(properties(config, 'CrmTable'), 'TimeToLiveSpecification'), {
          AttributeName: 'expires',
        }),
      config => {
        delete properties(config, 'CrmTable').TimeToLiveSpecification;
      },
    ],
  },
  {
    name: 'receive answers before API Gateway gives up',
    holds: ({ functions }) =>
      (functions.receive?.timeoutSeconds ?? Number.POSITIVE_INFINITY) < API_GATEWAY_SECONDS,
    breaks: [config => Object.assign(part(config, 'functions', 'receive'), { timeout: 30 })],
  },
  {
    name: 'the webhook is taken by POST, and shown by GET and HEAD',
    holds: ({ functions }) =>
      ['POST', 'GET', 'HEAD'].every(method =>
        functions.receive?.routes.some(
          route => route.method === method && route.path === '/webhooks/{token}',
        ),
      ),
    breaks: [0, 1, 2].map(index => config => {
      part(config, 'functions', 'receive', 'events', index).httpApi = 'PUT /webhooks/{token}';
    }),
  },
  {
    // DESIGN: 43 letters and digits, without a manual step.
    name: 'the token is made of 43 letters and digits',
    holds: ({ secret }) => secret.tokenKey === 'current' && secret.tokenLength === 43,
    breaks: [
      config =>
        Object.assign(part(properties(config, 'WebhookSecret'), 'GenerateSecretString'), {
          PasswordLength: 8,
        }),
    ],
  },
];

const indexOf = (config: unknown): Tree =>
  part(properties(config, 'CrmTable'), 'GlobalSecondaryIndexes', 0);

/** Everywhere in the table, as one would. */
const renameAttribute = (config: unknown, from: string, to: string): void => {
  const resources = part(config, 'resources', 'Resources');
  resources.CrmTable = JSON.parse(
    JSON.stringify(resources.CrmTable).replaceAll(`"${from}"`, `"${to}"`),
  );
};
