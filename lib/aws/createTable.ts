import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Key, Row } from '../crm/row.ts';
import { RefusedError, type Table } from '../pipeline/ports.ts';

const BATCH_GET_KEYS = 100;
const READ_ROUNDS = 8;

/** The table on DynamoDB. Each expression that we send it stands in this file or in `queryTable.ts`. */
export const createTable = (
  client: DynamoDBDocumentClient,
  tableName: string,
  pause: (round: number) => Promise<void>,
): Table => ({
  read: async keys => {
    const rows: Row[] = [];
    let wanted = [...keys];
    for (let round = 0; wanted.length > 0; round += 1) {
      if (round >= READ_ROUNDS) throw new Error('the table leaves reads unprocessed');
      if (round > 0) await pause(round);
      const asked = wanted.slice(0, BATCH_GET_KEYS);
      const answer = await client.send(
        new BatchGetCommand({
          RequestItems: { [tableName]: { Keys: asked, ConsistentRead: true } },
        }),
      );
      rows.push(...((answer.Responses?.[tableName] ?? []) as Row[]));
      const left = (answer.UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[];
      if (left.length < asked.length) round = -1; // it moves on
      wanted = [...left, ...wanted.slice(BATCH_GET_KEYS)];
    }
    return rows;
  },

  readContact: async function* readContact(contactId, prefix = '') {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression:
            prefix === ''
              ? 'contact_id = :contact'
              : 'contact_id = :contact AND begins_with(webhook_title, :prefix)',
          ExpressionAttributeValues: {
            ':contact': contactId,
            ...(prefix !== '' && { ':prefix': prefix }),
          },
          ExclusiveStartKey: start,
        }),
      );
      yield (page.Items ?? []) as Row[];
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  },

  putVersioned: (row, read) =>
    held(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: row,
          ...(read === undefined
            ? { ConditionExpression: 'attribute_not_exists(contact_id)' }
            : {
                ConditionExpression: `rev = :rev AND ${read.erased_at === undefined ? 'attribute_not_exists(erased_at)' : 'erased_at = :erased'}`,
                ExpressionAttributeValues: {
                  ':rev': read.rev,
                  ...(read.erased_at !== undefined && { ':erased': read.erased_at }),
                },
              }),
        }),
      ),
    ),

  putEvent: row =>
    held(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: row,
          ConditionExpression: 'attribute_not_exists(contact_id) OR digest < :digest',
          ExpressionAttributeValues: { ':digest': row.digest },
        }),
      ),
    ),

  putLookup: (contactId, { key, lookup, kind, name }, rev, since) =>
    held(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { contact_id: contactId, webhook_title: key },
          UpdateExpression:
            'SET #lookup = :lookup, #name = :name, rev = :rev, since = if_not_exists(since, :since)',
          ConditionExpression: 'attribute_not_exists(rev) OR rev < :rev',
          ExpressionAttributeNames: { '#lookup': 'lookup', '#name': kind },
          ExpressionAttributeValues: {
            ':lookup': lookup,
            ':name': name,
            ':rev': rev,
            ':since': since,
          },
        }),
      ),
    ),

  putCatalog: async row => {
    await held(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: row,
          ...(row.as_of === undefined
            ? { ConditionExpression: 'attribute_not_exists(contact_id)' }
            : {
                ConditionExpression:
                  'attribute_not_exists(contact_id) OR attribute_not_exists(as_of) OR as_of < :as_of',
                ExpressionAttributeValues: { ':as_of': row.as_of },
              }),
        }),
      ),
    );
  },

  deleteLookup: (key, rev) =>
    held(
      client.send(
        new DeleteCommand({
          TableName: tableName,
          Key: keyOf(key),
          ConditionExpression: 'rev <= :rev',
          ExpressionAttributeValues: { ':rev': rev },
        }),
      ),
    ),

  deleteWebhook: (key, time) =>
    held(
      client.send(
        new DeleteCommand({
          TableName: tableName,
          Key: keyOf(key),
          ConditionExpression: 'last_event < :after',
          // Stamps begin with their time and a `#`, and `~` sorts after every id.
          ExpressionAttributeValues: { ':after': `${time}#~` },
        }),
      ),
    ),

  deleteEvent: async key => {
    await held(client.send(new DeleteCommand({ TableName: tableName, Key: keyOf(key) })));
  },
});

const keyOf = ({ contact_id, webhook_title }: Key): Key => ({ contact_id, webhook_title });

/** Translates the vendor's errors at the edge: a condition that did not hold is an answer. */
const held = async (sent: Promise<unknown>): Promise<boolean> => {
  try {
    await sent;
    return true;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'ConditionalCheckFailedException') return false;
    if (name === 'ValidationException') throw new RefusedError('the table refuses the row');
    throw error;
  }
};
