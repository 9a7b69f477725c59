import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PackagedStack, packageStack } from '../../tools/deploy/packageStack.ts';
import { resourcesOfType } from '../../tools/deploy/template.ts';

let stack: PackagedStack;
beforeAll(async () => {
  stack = await packageStack(process.cwd(), { stage: 'prod' });
});
afterAll(() => stack?.remove());

const propertiesOf = (id: string) => stack.template.Resources[id]?.Properties ?? {};
const ofType = (type: string) =>
  resourcesOfType(stack.template, type).map(([id, resource]) => ({ id, ...resource }));

test('a package needs no credentials and warns of nothing', () => {
  expect(stack.output).not.toMatch(/warning|deprecat|credential/i);
});

describe('the table', () => {
  test('outlives the stack, and is deleted by nobody in passing', () => {
    const { DeletionPolicy, UpdateReplacePolicy } = stack.template.Resources.CrmTable ?? {};
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    expect(propertiesOf('CrmTable').DeletionProtectionEnabled).toBe(true);
  });

  test('can be brought back as it was at any second of the last 35 days', () => {
    expect(propertiesOf('CrmTable').PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
    });
  });

  test('lets rows expire by ttl', () => {
    const expiry = { AttributeName: 'ttl', Enabled: true };
    expect(propertiesOf('CrmTable').TimeToLiveSpecification).toEqual(expiry);
  });

  test('has a cap on what a flood can cost, and its index one that is not lower', () => {
    const { OnDemandThroughput: cap, GlobalSecondaryIndexes } = propertiesOf('CrmTable');
    expect(cap).toEqual({ MaxWriteRequestUnits: 500, MaxReadRequestUnits: 1000 });
    const [index] = GlobalSecondaryIndexes as [{ OnDemandThroughput: unknown }];
    expect(index.OnDemandThroughput).toEqual(cap);
  });

  test('is the only thing that a removed stack leaves', () => {
    const kept = Object.entries(stack.template.Resources).filter(
      ([, { DeletionPolicy }]) => DeletionPolicy !== undefined && DeletionPolicy !== 'Delete',
    );
    expect(kept.map(([id]) => id)).toEqual(['CrmTable']);
  });
});

test('queues are encrypted, keep messages for 14 days, and are served by policies of their own', () => {
  const queues = ofType('AWS::SQS::Queue');
  expect(queues).toHaveLength(2);
  for (const { id, Properties } of queues) {
    expect(Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1209600,
    });
    expect(propertiesOf(`${id}Policy`).Queues).toEqual([{ Ref: id }]);
  }
});

test('the bucket of the deploys is encrypted, closed to the public, and TLS only', () => {
  const bucket = JSON.stringify(propertiesOf('ServerlessDeploymentBucket'));
  expect(bucket).toContain('"SSEAlgorithm":"AES256"');
  expect(bucket).toContain('"RestrictPublicBuckets":true');
  const policy = JSON.stringify(propertiesOf('ServerlessDeploymentBucketPolicy'));
  expect(policy).toContain('"aws:SecureTransport":false');
});

test('every log ends: each group has a retention', () => {
  const groups = ofType('AWS::Logs::LogGroup');
  expect(groups).toHaveLength(3);
  for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(30);
});

describe('the functions', () => {
  test('log JSON, of the platform only what is wrong, and name TypeScript in stack traces', () => {
    for (const { Properties } of ofType('AWS::Lambda::Function')) {
      expect(Properties.LoggingConfig).toEqual({
        LogFormat: 'JSON',
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'WARN',
      });
      expect(Properties.Environment).toMatchObject({
        Variables: {
          NODE_OPTIONS: '--enable-source-maps',
          POWERTOOLS_SERVICE_NAME: 'crm-bridge-prod',
        },
      });
    }
  });

  test('fit into an account of ten executions: none reserved, consume bounded well below', () => {
    for (const { Properties } of ofType('AWS::Lambda::Function')) {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
    const [mapping] = ofType('AWS::Lambda::EventSourceMapping');
    expect(mapping?.Properties.ScalingConfig).toEqual({ MaximumConcurrency: 5 });
  });

  test('have no secret in their environment', () => {
    for (const { Properties } of ofType('AWS::Lambda::Function')) {
      expect(JSON.stringify(Properties.Environment)).not.toMatch(/GenerateSecretString|resolve:/);
    }
  });
});

describe('the API', () => {
  test('logs neither path, address, nor anything that a request brings', () => {
    const { Format: format } = propertiesOf('HttpApiStage').AccessLogSettings as { Format: string };
    const named = [...format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(
      new Set([
        'requestTime',
        'requestId',
        'routeKey',
        'status',
        'error.responseType',
        'responseLength',
        'responseLatency',
      ]),
    );
    expect(() => JSON.parse(format.replaceAll(/\$context\.[\w.]+/g, '-'))).not.toThrow();
  });

  test('refuses a flood', () => {
    expect(propertiesOf('HttpApiStage').DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 50,
      ThrottlingBurstLimit: 500,
    });
  });
});
