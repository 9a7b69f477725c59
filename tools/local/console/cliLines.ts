import type { LocalStackFile } from '../localStackFile.ts';
import type { TableDescription } from '../stack/stack.ts';

export interface CliExample {
  /** As a key of the table. */
  readonly contactKey: string;
  /** As a key of the index that finds contacts by it. */
  readonly lookup: string;
}

/** Lines for the AWS CLI, to be copied as they are: a contact by id, by lookup, and the dead letters. */
export function cliLines(
  { credentials, region, endpoints, queues, table }: LocalStackFile,
  { partitionKey, indexes }: TableDescription,
  { contactKey, lookup }: CliExample,
): readonly string[] {
  const query = `aws dynamodb query --endpoint-url ${endpoints.dynamodb} --table-name ${table}`;
  const condition = (key: string, value: string) =>
    `--key-condition-expression '${key} = :k' --expression-attribute-values ${quoted({ ':k': { S: value } })}`;
  const index = indexes[0];
  return [
    `export AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey} AWS_DEFAULT_REGION=${region}`,
    `${query} ${condition(partitionKey, contactKey)}`,
    ...(index === undefined
      ? []
      : [`${query} --index-name ${index.name} ${condition(index.partitionKey, lookup)}`]),
    `aws sqs receive-message --endpoint-url ${endpoints.sqs} --queue-url ${queues.deadLetters}`,
  ];
}

/** JSON in single quotes, as a POSIX shell reads it. */
const quoted = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "'\\''")}'`;
