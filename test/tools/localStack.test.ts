import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readServerlessYml, readStack } from '../../tools/local/readStack.ts';
import { describeStack } from '../../tools/local/stack/describeStack.ts';

type Fields = Record<string, unknown>;

/** `serverless.yml` with the value at a path replaced, or left out where it is undefined. */
function withValue(path: string, value?: unknown): unknown {
  const config = structuredClone(readServerlessYml('serverless.yml')) as Fields;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((node, key) => node[key] as Fields, config);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return config;
}

const refused = (path: string, value?: unknown) => {
  try {
    describeStack(withValue(path, value));
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

const properties = (id: string) => `resources.Resources.${id}.Properties`;

describe('what the local stack takes from serverless.yml', () => {
  test('the table has the documented keys, its index, and the attribute that lets rows expire', () => {
    expect(readStack('serverless.yml').table).toMatchObject({
      name: 'crm',
      partitionKey: 'contact_id',
      sortKey: 'webhook_title',
      indexes: [
        { name: 'byLookup', partitionKey: 'lookup', sortKey: 'since', projection: 'KEYS_ONLY' },
      ],
      ttlAttribute: 'ttl',
    });
  });

  test('the queues are told by what feeds the consumer and where its failures go', () => {
    expect(readStack('serverless.yml').queues).toMatchObject({
      events: { name: 'events', maxReceiveCount: 5, visibilityTimeoutSeconds: 181 },
      deadLetters: { name: 'dead-letters', retentionSeconds: 1_209_600 },
    });
  });

  test('functions come with routes, timeouts and the names that AWS gives them', () => {
    const { functions, mapping } = readStack('serverless.yml');
    expect(functions).toMatchObject({
      receive: {
        name: 'crm-bridge-dev-receive',
        timeoutSeconds: 10,
        routes: ['POST', 'GET', 'HEAD'].map(method => ({ method, path: '/webhooks/{token}' })),
      },
      consume: { timeoutSeconds: 30, environment: { TABLE_NAME: { Ref: 'CrmTable' } } },
    });
    expect(mapping).toMatchObject({ function: 'consume', reportBatchItemFailures: true });
  });

  test('an environment that all functions share is under what a function has of its own', () => {
    const config = withValue('provider.environment', { A: 'shared', TABLE_NAME: 'shared' });
    const { environment } = describeStack(config).functions.consume ?? {};
    expect(environment).toMatchObject({ A: 'shared', TABLE_NAME: { Ref: 'CrmTable' } });
  });

  test.each([
    ['resources.Resources', undefined, 'resources.Resources is missing'],
    [
      `${properties('EventsQueue')}.RedrivePolicy`,
      undefined,
      `${properties('EventsQueue')}.RedrivePolicy is missing: an event that fails would go round for ever`,
    ],
    [
      `${properties('EventsQueue')}.RedrivePolicy.maxReceiveCount`,
      undefined,
      `${properties('EventsQueue')}.RedrivePolicy.maxReceiveCount is missing`,
    ],
    [
      `${properties('EventsQueue')}.RedrivePolicy.deadLetterTargetArn`,
      { 'Fn::GetAtt': ['Nowhere', 'Arn'] },
      `${properties('EventsQueue')}.RedrivePolicy.deadLetterTargetArn names Nowhere, which is no other AWS::SQS::Queue here`,
    ],
    [
      `${properties('EventsQueue')}.VisibilityTimeout`,
      20,
      `${properties('EventsQueue')}.VisibilityTimeout is 20, less than the 30 of functions.consume.timeout: AWS refuses that`,
    ],
    [
      `${properties('EventsQueue')}.VisibilityTimeout`,
      'long',
      `${properties('EventsQueue')}.VisibilityTimeout must be a whole number from 0 to 43200, not "long"`,
    ],
    [
      `${properties('CrmTable')}.KeySchema`,
      [{ AttributeName: 'contact_id', KeyType: 'HASH' }],
      `${properties('CrmTable')}.KeySchema has no key of KeyType RANGE`,
    ],
    [
      `${properties('CrmTable')}.GlobalSecondaryIndexes`,
      undefined,
      `${properties('CrmTable')}.AttributeDefinitions has lookup, since, which no key uses`,
    ],
    [
      'resources.Resources.CrmTable',
      undefined,
      'resources.Resources has no AWS::DynamoDB::Table: the local stack needs one',
    ],
    [
      `${properties('WebhookSecret')}.GenerateSecretString.PasswordLength`,
      undefined,
      `${properties('WebhookSecret')}.GenerateSecretString.PasswordLength is missing`,
    ],
    ['functions.receive.handler', undefined, 'functions.receive.handler is missing'],
    [
      'functions.receive.timeout',
      1000,
      'functions.receive.timeout must be a whole number from 1 to 900, not 1000',
    ],
    ['functions.consume.events', [], 'functions must have one sqs event in all, not 0'],
    [
      'functions.consume.events',
      [{ sqs: { arn: { 'Fn::GetAtt': ['CrmTable', 'Arn'] } } }],
      'functions.consume.events[0].sqs.arn names CrmTable, which is no AWS::SQS::Queue here',
    ],
    [
      'functions.consume.events',
      [{ sqs: { arn: { 'Fn::GetAtt': ['EventsQueue', 'Arn'] }, batchSize: 11 } }],
      'functions.consume.events[0].sqs.maximumBatchingWindow must be at least 1 where batchSize (11) is more than 10: AWS refuses that',
    ],
  ])('%s as %j is refused in one line that names the path', (path, value, message) => {
    expect(refused(path, value)).toBe(`serverless.yml: ${message}`);
  });
});

describe('a serverless.yml read without Serverless', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crm-yml-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (text: string) => {
    writeFileSync(join(folder, 'serverless.yml'), text);
    return readServerlessYml(join(folder, 'serverless.yml'));
  };

  test('references are as Serverless has them, and other variables stay as written', () => {
    expect(read(`a: !Ref X\nb: !GetAtt X.Arn\nc: \${env:NOPE}\nd: !If [x, y, z]`)).toMatchObject({
      a: { Ref: 'X' },
      b: { 'Fn::GetAtt': ['X', 'Arn'] },
      c: `\${env:NOPE}`,
      d: ['x', 'y', 'z'],
    });
  });

  test('a parameter has the value of stage dev, else the default', () => {
    const params = 'params: { default: { a: 1, b: 2 }, dev: { b: 3 } }\n';
    expect(read(`${params}a: \${param:a}\nb: \${param:b}`)).toMatchObject({ a: 1, b: 3 });
  });

  test('a parameter that is not there is named', () => {
    expect(() => read(`a: \${param:a}`)).toThrow('serverless.yml: params.default.a is missing');
  });

  test('resources in several files are one map', () => {
    writeFileSync(join(folder, 'more.yml'), 'Resources: { B: 2 }');
    expect(read(`resources: [{ Resources: { A: 1 } }, "\${file(more.yml)}"]`)).toMatchObject({
      resources: { Resources: { A: 1, B: 2 } },
    });
  });
});
