import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer } from '../../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../../tools/local/engines/listenOnLoopback.ts';

export interface FakeAws {
  readonly endpoint: string;
  /** What was asked: the bodies, as they came. */
  readonly asked: readonly string[];
  readonly stop: () => Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Answers every request alike: what an AWS service would say in a case that no local engine knows. */
export const startFakeAws = async (reply: Reply): Promise<FakeAws> => {
  const asked: string[] = [];
  const server: Server = createServer(async (request, response) => {
    asked.push(await text(request));
    response.writeHead(reply.status, { 'content-type': reply.type });
    response.end(reply.body);
  });
  const endpoint = await listenOnLoopback(server);
  return {
    endpoint,
    asked,
    stop: async () => {
      const closed = once(server, 'close');
      await closeServer(server);
      await closed;
    },
  };
};

/** CloudFormation's answer about a stack with these outputs. */
export const stackReply = (outputs: Readonly<Record<string, string>>): Reply => ({
  status: 200,
  type: 'text/xml',
  body: `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>x</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${Object.entries(
    outputs,
  )
    .map(
      ([key, value]) =>
        `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    .join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
});

/** An error as CloudFormation tells it. */
export const cloudFormationError = (code: string, message: string, status = 400): Reply => ({
  status,
  type: 'text/xml',
  body: `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});

/** An error as DynamoDB tells it. */
export const dynamodbError = (name: string, message: string): Reply => ({
  status: 400,
  type: 'application/x-amz-json-1.0',
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message }),
});
