import type { Template, TemplateResource } from '../../../tools/deploy/template.ts';

export const account = '123456789012';
const region = 'us-east-1';

/** The ARN that a resource of the stack would have, by its type; none for what has none. */
const arnOf = (id: string, { Type, Properties }: TemplateResource): string | undefined => {
  const arn = (service: string, name: string, place = `${region}:${account}`) =>
    `arn:aws:${service}:${place}:${name}`;
  switch (Type) {
    case 'AWS::SQS::Queue':
      return arn('sqs', id);
    case 'AWS::DynamoDB::Table':
      return arn('dynamodb', `table/${id}`);
    case 'AWS::SecretsManager::Secret':
      return arn('secretsmanager', `secret:${id}-AbCdEf`);
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${Properties.LogGroupName}:*`);
    case 'AWS::Lambda::Function':
      return arn('lambda', `function:${Properties.FunctionName}`);
    case 'AWS::SNS::Topic':
      return arn('sns', id);
    case 'AWS::IAM::Role':
      return arn('iam', `role/${id}`, `:${account}`);
    case 'AWS::S3::Bucket':
      return arn('s3', id.toLowerCase(), ':');
    case 'AWS::CloudWatch::Alarm':
      return arn('cloudwatch', `alarm:${id}`);
    case 'AWS::CloudWatch::Dashboard':
      return arn('cloudwatch', `dashboard/${id}`, `:${account}`);
    case 'AWS::ApiGatewayV2::Api':
      return arn('apigateway', '/apis/abcdefghij', `${region}:`);
    default:
      return undefined;
  }
};

/** ARNs of all resources of a stack, by their logical ids; an index by `CrmTable/index/byLookup`. */
export const stackArns = ({ Resources }: Template): ReadonlyMap<string, string> => {
  const arns = new Map<string, string>();
  for (const [id, resource] of Object.entries(Resources)) {
    const arn = arnOf(id, resource);
    if (arn === undefined) continue;
    arns.set(id, arn);
    const { GlobalSecondaryIndexes: indexes = [] } = resource.Properties;
    for (const { IndexName: name } of indexes as { IndexName: string }[]) {
      arns.set(`${id}/index/${name}`, `${arn}/index/${name}`);
    }
  }
  return arns;
};

/** A value of a template with each reference to a resource in place of its ARN: enough for policies. */
export const withArns = (value: unknown, arns: ReadonlyMap<string, string>): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => withArns(item, arns));
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as Record<string, unknown>;
  if (ref === 'AWS::AccountId') return account;
  const id = ref ?? (attribute as unknown[] | undefined)?.[0];
  if (id !== undefined) {
    const arn = arns.get(String(id));
    if (arn === undefined) throw new Error(`a policy names ${id}, whose ARN we do not know`);
    return arn;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withArns(item, arns)]),
  );
};
