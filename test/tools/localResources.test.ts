import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createTable } from '../../tools/local/createTable.ts';
import { startEngines } from '../../tools/local/engines.ts';
import { environments } from '../../tools/local/environments.ts';
import { makeResources } from '../../tools/local/makeResources.ts';
import { readStack } from '../../tools/local/readStack.ts';
import { secretToken } from '../../tools/local/secretToken.ts';

const stack = readStack('serverless.yml');
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crm-resources-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function make() {
  const made = await makeResources(stack, { timeScale: 1, usualPorts: false });
  cleanups.push(made.stop);
  const { AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint = '' } = made.environments.receive ?? {};
  const client = new SecretsManagerClient({
    endpoint,
    region: made.engines.region,
    credentials: { ...made.engines.credentials },
    maxAttempts: 1,
  });
  cleanups.push(() => client.destroy());
  const secretOf = (id: string | undefined) =>
    client.send(new GetSecretValueCommand({ SecretId: id }));
  return { made, secretOf };
}

describe('the resources made locally', () => {
  test('each function is led to the queues, the table and the secret that were made', async () => {
    const { made, secretOf } = await make();
    const { receive, consume } = made.environments;
    expect(receive).toMatchObject({
      EVENTS_QUEUE_URL: made.queues.events.url,
      DEAD_LETTERS_QUEUE_URL: made.queues.deadLetters.url,
      AWS_ENDPOINT_URL_SQS: made.engines.sqs.endpoint,
      TOKEN_CACHE_SECONDS: '300',
    });
    expect(consume).toMatchObject({
      TABLE_NAME: 'crm',
      DEAD_LETTERS_QUEUE_URL: made.queues.deadLetters.url,
      AWS_ENDPOINT_URL_DYNAMODB: made.engines.dynamodb.endpoint,
    });
    const { SecretString: text = '' } = await secretOf(receive?.WEBHOOK_SECRET_ARN);
    expect(JSON.parse(text)).toEqual({ current: made.token });
  });

  test('the secret is known by its ARN alone, and no other is', async () => {
    const { secretOf } = await make();
    await expect(secretOf('another')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('a table that was kept with other keys is refused', async () => {
    const { dynamodb, stop } = await startEngines();
    cleanups.push(stop);
    await createTable(dynamodb.client, { ...stack.table, indexes: [], attributes: ofKeys });
    await expect(createTable(dynamodb.client, stack.table)).rejects.toThrow(
      'the table crm that was kept has other keys or indexes than serverless.yml',
    );
  });
});

const ofKeys = { contact_id: 'S', webhook_title: 'S' } as const;

describe('the token of the webhook', () => {
  test('it is 43 letters and digits, another one each time', () => {
    const tokens = [secretToken(stack.secret), secretToken(stack.secret)];
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{43}$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  test('where a folder keeps it, it stays, readable by its owner alone', () => {
    const folder = temporaryFolder();
    const token = secretToken(stack.secret, folder);
    expect(secretToken(stack.secret, folder)).toBe(token);
    expect(statSync(join(folder, 'token')).mode & 0o077).toBe(0);
  });

  test('a kept one that no longer has the length of serverless.yml is made anew', () => {
    const folder = temporaryFolder();
    secretToken(stack.secret, folder);
    expect(secretToken({ ...stack.secret, tokenLength: 50 }, folder)).toHaveLength(50);
  });
});

describe('the environment of a function', () => {
  const resolve = (value: unknown) => {
    const fn = {
      name: 'f',
      handler: 'h',
      timeoutSeconds: 6,
      environment: { X: value },
      routes: [],
    };
    return environments(
      { f: fn },
      {
        resources: { Q: { ref: 'http://q', arn: 'arn:q' } },
        pseudo: { 'AWS::Region': 'us-east-1' },
        shared: {},
      },
    ).f?.X;
  };

  test.each([
    ['text', 'text'],
    [300, '300'],
    [{ Ref: 'Q' }, 'http://q'],
    [{ 'Fn::GetAtt': ['Q', 'Arn'] }, 'arn:q'],
    [{ 'Fn::GetAtt': 'Q.Arn' }, 'arn:q'],
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ 'Fn::Sub': `\${AWS::Region}/\${Q.Arn}/\${!kept}` }, `us-east-1/arn:q/\${!kept}`],
    [null, undefined],
  ])('%j is %j', (value, expected) => {
    expect(resolve(value)).toBe(expected);
  });

  test.each([
    [{ Ref: 'Topic' }, 'names Topic, which has no local stand-in'],
    [{ 'Fn::GetAtt': ['Q', 'Shape'] }, 'names Q.Shape, which has no local stand-in'],
    [{ 'Fn::ImportValue': 'x' }, "has Fn::ImportValue, which the local stack doesn't know"],
  ])('%j is refused, by its path', (value, message) => {
    expect(() => resolve(value)).toThrow(`serverless.yml: functions.f.environment.X ${message}`);
  });
});
