import { setTimeout } from 'node:timers/promises';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { CONTACT, contactKey, webhookKey } from '../../lib/crm/keys.ts';
import type { Row, ShownContact } from './console/contactBlock.ts';
import type { SampleEvent } from './sendSamples.ts';
import { StartError } from './startError.ts';
import type { LocalStack } from './startLocalStack.ts';

/** Milliseconds between two looks, and until it is given up. */
const pause = 50;
const patience = 30_000;
/** Milliseconds for what else is in the queue: a message of an earlier run may be hidden for minutes. */
const patienceWithOthers = 5_000;

/**
 * Waits until all events were consumed and reads the contacts that they became, each with one Query
 * for all its rows.
 *
 * @throws {StartError} where they do not get there within half a minute, or the wait is aborted
 */
export async function readContacts(
  stack: LocalStack,
  events: readonly SampleEvent[],
  signal: AbortSignal,
): Promise<readonly ShownContact[]> {
  const begin = performance.now();
  const waited = () => performance.now() - begin;
  while (waited() < patience) {
    const found = await Promise.all(events.map(event => readContact(stack, event)));
    const contacts = found.filter(contact => contact !== undefined);
    // A table kept from an earlier run has them from the start: what matters is what they become.
    const settled = waited() > patienceWithOthers || (await queueIsEmpty(stack));
    if (settled && contacts.length === events.length) return contacts;
    await setTimeout(pause, undefined, { signal });
  }
  throw new StartError(
    `the samples' contacts are not in the table after ${patience / 1000} s: look at the lines above, and into dead-letters`,
  );
}

async function readContact(
  { description: { table }, resources }: LocalStack,
  { contactId, title }: SampleEvent,
): Promise<ShownContact | undefined> {
  const { Items: rows = [] } = await DynamoDBDocumentClient.from(
    resources.engines.dynamodb.client,
  ).send(
    new QueryCommand({
      TableName: resources.table,
      ConsistentRead: true,
      KeyConditionExpression: '#key = :id',
      ExpressionAttributeNames: { '#key': table.partitionKey },
      ExpressionAttributeValues: { ':id': contactKey(contactId) },
    }),
  );
  const row = (key: string): Row | undefined => rows.find(each => each[table.sortKey] === key);
  const contactRow = row(CONTACT);
  if (contactRow === undefined || row(webhookKey(title)) === undefined) return undefined;
  return { id: contactId, title, contactRow };
}

async function queueIsEmpty({ resources: { engines, queues } }: LocalStack): Promise<boolean> {
  const { Attributes: counts = {} } = await engines.sqs.client.send(
    new GetQueueAttributesCommand({
      QueueUrl: queues.events.url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(counts).every(count => count === '0');
}
