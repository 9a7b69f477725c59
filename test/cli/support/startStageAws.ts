import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer } from '../../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../../tools/local/engines/listenOnLoopback.ts';
import { cloudFormationError, type Reply, stackReply } from './startFakeAws.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface ErrorAnswer {
  readonly type: string;
  readonly message: string;
}

/** What CloudFormation, Lambda, CloudWatch and, of what dynalite lacks, DynamoDB would tell of a stage. */
export interface StageFacts {
  stackStatus: string;
  outputs: Readonly<Record<string, string>>;
  /** Types and names of the stack's resources, by their logical ids. */
  resources: Readonly<Record<string, readonly [type: string, name: string]>>;
  /** Answers of the JSON services by operation, from what dynalite answers where it knows it. */
  answers: Readonly<Record<string, (asked: Fields, engine: Fields) => Fields>>;
  /** Errors instead, by operation. */
  errors: Readonly<Record<string, ErrorAnswer>>;
}

export interface StageAws {
  readonly endpoint: string;
  /** Names of all operations that were asked. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
}

/**
 * Stands in for the services that tell of a deployed stage, since nothing on npm emulates them; DynamoDB's other answers
 * come from a real engine behind it.
 *
 * @param facts may be changed at any time
 */
export const startStageAws = async (facts: StageFacts, dynamodb: string): Promise<StageAws> => {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { operation, fields } = readCall(request, body);
    asked.push(operation);
    const { status, type, body: answer } = await answerTo(operation, fields, request, body);
    const error = facts.errors[operation]?.type;
    response.writeHead(status, {
      'content-type': type,
      ...(error !== undefined && { 'x-amzn-errortype': error }),
    });
    response.end(answer);
  });

  const answerTo = async (
    operation: string,
    fields: Fields,
    request: IncomingMessage,
    body: string,
  ): Promise<Reply> => {
    const error = facts.errors[operation];
    if (operation === 'DescribeStacks' || operation === 'DescribeStackResources') {
      if (error !== undefined) return cloudFormationError(error.type, error.message);
      return operation === 'DescribeStacks'
        ? withStatus(stackReply(facts.outputs), facts.stackStatus)
        : resourcesReply(facts.resources);
    }
    if (error !== undefined) {
      return json({ __type: error.type, message: error.message, Message: error.message }, 400);
    }
    const { status, fields: engine } = hasEngine(request, operation)
      ? await forward(dynamodb, request, body)
      : { status: 200, fields: {} };
    if (status !== 200) return json(engine, status);
    return json(facts.answers[operation]?.(fields, engine) ?? engine);
  };

  return { endpoint: await listenOnLoopback(server), asked, stop: () => closeServer(server) };
};

/** DynamoDB's operations that dynalite knows. */
const hasEngine = (request: IncomingMessage, operation: string): boolean =>
  String(request.headers['x-amz-target']).startsWith('DynamoDB') &&
  !['DescribeTimeToLive', 'DescribeContinuousBackups'].includes(operation);

const forward = async (target: string, request: IncomingMessage, body: string) => {
  const names = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date'];
  const headers = names.map(name => [name, String(request.headers[name])] as [string, string]);
  const response = await fetch(target, { method: 'POST', headers, body });
  return { status: response.status, fields: (await response.json()) as Fields };
};

/** Which operation it is: by a header, by a form, or, for Lambda, by the path. */
const readCall = (request: IncomingMessage, body: string) => {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string')
    return { operation: target.split('.').at(-1) ?? '', fields: JSON.parse(body) as Fields };
  const path = request.url ?? '';
  const name = path.split('/').at(3) ?? '';
  if (path.includes('/functions/')) {
    return { operation: 'GetFunctionConfiguration', fields: { FunctionName: name } };
  }
  if (path.includes('/event-source-mappings/'))
    return { operation: 'GetEventSourceMapping', fields: { UUID: name } };
  return { operation: new URLSearchParams(body).get('Action') ?? '', fields: {} };
};

const json = (value: unknown, status = 200): Reply => ({
  status,
  type: 'application/x-amz-json-1.0',
  body: JSON.stringify(value),
});

const withStatus = (reply: Reply, status: string): Reply => ({
  ...reply,
  body: reply.body.replace('CREATE_COMPLETE', status),
});

const resourcesReply = (resources: StageFacts['resources']): Reply => ({
  status: 200,
  type: 'text/xml',
  body: `<DescribeStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStackResourcesResult><StackResources>${Object.entries(
    resources,
  )
    .map(
      ([id, [type, name]]) =>
        `<member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>${name}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus><Timestamp>2026-01-01T00:00:00Z</Timestamp></member>`,
    )
    .join('')}</StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>`,
});
