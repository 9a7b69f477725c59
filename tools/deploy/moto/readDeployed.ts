import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsCli } from './awsCli.ts';

/** A function as Lambda has it, and the zip that was uploaded for it. */
export interface DeployedFunction {
  readonly name: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly role: string;
  readonly zip: string;
  /** Of the zip. */
  readonly digest: string;
}

export interface DeployedMapping {
  readonly id: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly maximumConcurrency: number;
  readonly reportBatchItemFailures: boolean;
  readonly queueArn: string;
  readonly functionArn: string;
}

export interface Deployed {
  /** By the names of the stack's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly receive: DeployedFunction;
  readonly consume: DeployedFunction;
  readonly mapping: DeployedMapping;
}

interface Stacks {
  readonly Stacks: readonly {
    readonly Outputs: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
  }[];
}

interface GotFunction {
  readonly Configuration: {
    readonly FunctionArn: string;
    readonly Handler: string;
    readonly Timeout: number;
    readonly Role: string;
    readonly CodeSha256: string;
    readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
  };
  readonly Code: { readonly Location: string };
}

interface Mappings {
  readonly EventSourceMappings: readonly {
    readonly UUID: string;
    readonly BatchSize: number;
    readonly MaximumBatchingWindowInSeconds: number;
    readonly ScalingConfig: { readonly MaximumConcurrency: number };
    readonly FunctionResponseTypes?: readonly string[];
    readonly EventSourceArn: string;
    readonly FunctionArn: string;
  }[];
}

/**
 * Asks AWS's APIs what a deploy has made of a stack, and fetches what it uploaded.
 *
 * @param folder where the zips are put
 */
export const readDeployed = async (
  aws: AwsCli,
  stack: string,
  folder: string,
): Promise<Deployed> => {
  const { Stacks: stacks } = (await aws(
    'cloudformation',
    'describe-stacks',
    '--stack-name',
    stack,
  )) as Stacks;
  const outputs = Object.fromEntries(
    (stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const bucket = outputs.ServerlessDeploymentBucketName ?? '';
  const [receive, consume] = await Promise.all(
    ['receive', 'consume'].map(name => readFunction(aws, `${stack}-${name}`, bucket, folder)),
  );
  if (receive === undefined || consume === undefined) throw new Error('a function is missing');
  return { outputs, receive, consume, mapping: await readMapping(aws, consume.name) };
};

const readFunction = async (
  aws: AwsCli,
  name: string,
  bucket: string,
  folder: string,
): Promise<DeployedFunction> => {
  const { Configuration: got, Code: code } = (await aws(
    'lambda',
    'get-function',
    '--function-name',
    name,
  )) as GotFunction;
  const key = decodeURIComponent(new URL(code.Location).pathname.slice(1));
  const zip = join(folder, `${name}.zip`);
  await aws('s3api', 'get-object', '--bucket', bucket, '--key', key, zip);
  const digest = createHash('sha256').update(readFileSync(zip)).digest('base64');
  if (digest !== got.CodeSha256)
    throw new Error(`${name} does not run what was uploaded as ${key}`);
  return {
    name,
    handler: got.Handler,
    environment: got.Environment.Variables,
    timeoutMs: got.Timeout * 1000,
    role: got.Role,
    zip,
    digest,
  };
};

const readMapping = async (aws: AwsCli, functionName: string): Promise<DeployedMapping> => {
  // moto knows its mappings by a function's ARN alone, so we look through all.
  const { EventSourceMappings: all } = (await aws(
    'lambda',
    'list-event-source-mappings',
  )) as Mappings;
  const mappings = all.filter(({ FunctionArn: arn }) => arn.endsWith(`:${functionName}`));
  const [mapping] = mappings;
  if (mapping === undefined || mappings.length > 1) {
    throw new Error(`${functionName} has ${mappings.length} event source mappings`);
  }
  return {
    id: mapping.UUID,
    batchSize: mapping.BatchSize,
    windowSeconds: mapping.MaximumBatchingWindowInSeconds,
    maximumConcurrency: mapping.ScalingConfig.MaximumConcurrency,
    reportBatchItemFailures: mapping.FunctionResponseTypes?.[0] === 'ReportBatchItemFailures',
    queueArn: mapping.EventSourceArn,
    functionArn: mapping.FunctionArn,
  };
};
