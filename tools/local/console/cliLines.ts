import type { LocalStackFile } from '../localStackFile.ts';
import type { TableDescription } from '../stack/stack.ts';

export interface CliExample {
  /** As a key of the table. */
  readonly contactKey: string;
  /** As a key of the index that finds contacts by it. */
  readonly lookup: string;
}

export interface CliLine {
  readonly what: string;
  /** To be copied as it is. */
  readonly line: string;
}

/** Lines for the AWS CLI: how it gets in, a contact by id and by title, and the dead letters. */
export function cliLines(
  { credentials, region, endpoints, queues, table }: LocalStackFile,
  { partitionKey, indexes }: TableDescription,
  { contactKey, lookup }: CliExample,
): readonly CliLine[] {
  const query = `aws dynamodb query --endpoint-url ${endpoints.dynamodb} --table-name ${table}`;
  const condition = (key: string, value: string) =>
    `--key-condition-expression '${key} = :k' --expression-attribute-values ${quoted({ ':k': { S: value } })}`;
  return [
    {
      what: 'first the dummy credentials',
      line: `export AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey} AWS_DEFAULT_REGION=${region}`,
    },
    {
      what: 'all that is known of a contact, by its id',
      line: `${query} ${condition(partitionKey, contactKey)}`,
    },
    ...indexes.slice(0, 1).map(index => ({
      what: "the contacts that a webhook came for, by the webhook's title",
      line: `${query} --index-name ${index.name} ${condition(index.partitionKey, lookup)}`,
    })),
    {
      what: 'what could not be understood',
      line: `aws sqs receive-message --endpoint-url ${endpoints.sqs} --queue-url ${queues.deadLetters}`,
    },
  ];
}

/** JSON in single quotes, as a POSIX shell reads it. */
const quoted = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "'\\''")}'`;
