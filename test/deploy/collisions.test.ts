import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PackagedStack, packageStack } from '../../tools/deploy/packageStack.ts';

/** Properties that give a resource a name which must be the only one of its kind. */
const NAMES = [
  'BucketName',
  'DashboardName',
  'FunctionName',
  'LogGroupName',
  'ManagedPolicyName',
  'Name',
  'QueueName',
  'RoleName',
  'TableName',
  'TopicName',
  'AlarmName',
] as const;

/** What a whole account has but one of by a name, or the whole of AWS. */
const WIDER_THAN_A_REGION = /^AWS::(IAM|S3)::|^AWS::CloudWatch::Dashboard$/;

let dev: PackagedStack;
let prod: PackagedStack;
let abroad: PackagedStack;
beforeAll(async () => {
  [dev, prod, abroad] = await Promise.all([
    packageStack(process.cwd()),
    packageStack(process.cwd(), { stage: 'prod' }),
    packageStack(process.cwd(), { region: 'eu-central-1' }),
  ]);
});
afterAll(() => {
  for (const stack of [dev, prod, abroad]) stack?.remove();
});

interface Named {
  readonly type: string;
  readonly name: string;
}

/** All names that a template gives, with what CloudFormation puts in place of its pseudo parameters. */
const namesIn = (
  { template }: PackagedStack,
  stackName: string,
  region: string,
): readonly Named[] => {
  const filled = JSON.parse(
    JSON.stringify(template)
      .replaceAll(/\$\{AWS::StackName\}/g, stackName)
      .replaceAll(/\$\{AWS::Region\}/g, region),
  ) as PackagedStack['template'];
  return Object.values(filled.Resources).flatMap(({ Type, Properties }) =>
    // An API's name is a label: any number may bear it.
    Type === 'AWS::ApiGatewayV2::Api' ||
    Type === 'AWS::Lambda::Permission' ||
    Type === 'AWS::Lambda::EventSourceMapping'
      ? []
      : NAMES.filter(name => name in Properties).map(name => ({
          type: Type,
          name: JSON.stringify(Properties[name]),
        })),
  );
};

const exportsOf = ({ template }: PackagedStack): readonly string[] =>
  Object.values(template.Outputs).flatMap(output => {
    const { Export } = output as { Export?: { Name: string } };
    return Export === undefined ? [] : [Export.Name];
  });

test('a second stage has no name in common with the first', () => {
  const first = namesIn(dev, 'crm-bridge-dev', 'us-east-1');
  const second = namesIn(prod, 'crm-bridge-prod', 'us-east-1');
  expect(first.length).toBeGreaterThan(8);
  expect(second.filter(({ name }) => first.some(other => other.name === name))).toEqual([]);
  expect(exportsOf(prod).filter(name => exportsOf(dev).includes(name))).toEqual([]);
});

test('the same stage in another region shares no name that is wider than a region', () => {
  const wide = (names: readonly Named[]) =>
    names.filter(({ type }) => WIDER_THAN_A_REGION.test(type)).map(({ name }) => name);
  const here = wide(namesIn(dev, 'crm-bridge-dev', 'us-east-1'));
  const there = wide(namesIn(abroad, 'crm-bridge-dev', 'eu-central-1'));
  expect(here).toHaveLength(1);
  expect(there.filter(name => here.includes(name))).toEqual([]);
});

test('nothing in a template is tied to a region, an account or a partition', () => {
  for (const { template } of [dev, prod, abroad]) {
    const text = JSON.stringify(template);
    expect(text).not.toMatch(/(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d/);
    expect(text).not.toMatch(/\b\d{12}\b/);
    expect(text).not.toContain('arn:aws:');
  }
});

test('serverless.yml and its parts have the name and the region written once', () => {
  const files = [
    'serverless.yml',
    ...readdirSync('resources').map(file => join('resources', file)),
  ];
  const text = files
    .map(file => readFileSync(file, 'utf8').replaceAll(/(^|\s)#.*$/gm, ''))
    .join('\n');
  expect(text.match(/crm-bridge/g)).toHaveLength(1);
  expect(text.match(/us-east-1/g)).toHaveLength(1);
  expect(text.match(/[a-z]{2}-[a-z]+-\d/g)).toHaveLength(1);
});
