import { createServer } from 'node:http';
import { closeServer } from '../local/engines/closeServer.ts';
import { listenOnLoopback } from '../local/engines/listenOnLoopback.ts';

export interface StackAnswer {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** A CloudFormation that knows one stack, whatever it is asked: so that `crm --stage` finds a table that was made by hand. */
export const answerStack = async (table: string): Promise<StackAnswer> => {
  const outputs = {
    TableName: table,
    EventsQueueUrl: 'none',
    DeadLettersQueueUrl: 'none',
    WebhookSecretArn: 'none',
  };
  const members = Object.entries(outputs)
    .map(
      ([key, value]) =>
        `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    .join('');
  const body = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>x</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(body);
  });
  const endpoint = await listenOnLoopback(server);
  return { endpoint, stop: () => closeServer(server) };
};
