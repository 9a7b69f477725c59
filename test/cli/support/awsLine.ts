import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import {
  type DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';

export interface AwsAnswer {
  readonly Item?: Readonly<Record<string, { readonly S?: string }>>;
  readonly Items?: readonly Readonly<Record<string, { readonly S?: string }>>[];
  readonly Count?: number;
}

export interface AwsPlace {
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  readonly table: string;
}

/** Whether the AWS CLI is on the PATH. */
const hasAws = ((): boolean => {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/**
 * Runs a shell line of the AWS CLI, as it stands on the page. Where there is no AWS CLI, the line's options are sent by the
 * SDK, whose names are the same.
 */
export const runAwsLine = async (line: string, place: AwsPlace): Promise<AwsAnswer> => {
  if (!hasAws) return sendAwsLine(line, place);
  const { stdout } = await promisify(execFile)('bash', ['-euc', line], {
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      TABLE: place.table,
      AWS_ENDPOINT_URL_DYNAMODB: place.endpoint,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PAGER: '',
    },
  });
  return JSON.parse(stdout);
};

const COMMANDS = {
  query: QueryCommand,
  'get-item': GetItemCommand,
  'execute-statement': ExecuteStatementCommand,
};

/** The same by the SDK: `--key-condition-expression` is `KeyConditionExpression`, and values are text or JSON. */
export const sendAwsLine = async (
  line: string,
  { client, table }: AwsPlace,
): Promise<AwsAnswer> => {
  const [, , command, ...words] = shellWords(line, table);
  const input: Record<string, unknown> = {};
  for (let at = 0; at < words.length; at += 1) {
    const option = (words[at] ?? '').slice(2);
    if (option.startsWith('no-')) {
      input[pascal(option.slice(3))] = false;
      continue;
    }
    at += 1;
    const value = words[at] ?? '';
    input[pascal(option)] = value.startsWith('{') ? JSON.parse(value) : value;
  }
  const Command = COMMANDS[command as keyof typeof COMMANDS] as typeof QueryCommand;
  return (await client.send(new Command(input as never))) as AwsAnswer;
};

const pascal = (option: string): string =>
  option.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Words as a POSIX shell reads them, as far as the page goes: quotes, a line that goes on, and one variable. */
export const shellWords = (line: string, table = ''): readonly string[] =>
  [...line.replaceAll('\\\n', ' ').matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"])+/g)].map(
    ([word]) =>
      word
        .replaceAll(
          /'([^']*)'|"((?:\\.|[^"\\])*)"/g,
          (_, single?: string, double?: string) =>
            single ?? (double ?? '').replaceAll(/\\(["\\$])/g, '$1').replaceAll('$TABLE', table),
        )
        .replaceAll('$TABLE', table),
  );
