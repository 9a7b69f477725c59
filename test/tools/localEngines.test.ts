import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createQueues } from '../../tools/local/createQueues.ts';
import { createTable } from '../../tools/local/createTable.ts';
import { type Engines, type EnginesOptions, startEngines } from '../../tools/local/engines.ts';
import { readStack } from '../../tools/local/readStack.ts';

const stack = readStack('serverless.yml');
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: EnginesOptions = {}): Promise<Engines> {
  const engines = await startEngines(options);
  cleanups.push(() => engines.stop());
  return engines;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crm-engines-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

const reaches = (host: string, port: number) =>
  new Promise<boolean>(resolve => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    cleanups.push(() => socket.destroy());
  });

const row = { contact_id: { S: 'c1' }, webhook_title: { S: '@contact' } };

describe('the local engines', () => {
  test('a row put into the table made from serverless.yml can be got', async () => {
    const { dynamodb } = await start();
    const { name } = await createTable(dynamodb.client, stack.table);
    await dynamodb.client.send(new PutItemCommand({ TableName: name, Item: row }));
    const { Item: item } = await dynamodb.client.send(
      new GetItemCommand({ TableName: name, Key: row }),
    );
    expect(item).toEqual(row);
  });

  test('a message that was received as often as the redrive allows ends in dead-letters', async () => {
    const { sqs } = await start();
    const queues = await createQueues(sqs, stack.queues);
    await sqs.client.send(
      new SendMessageCommand({ QueueUrl: queues.events.url, MessageBody: 'm' }),
    );
    const receive = (url: string) =>
      sqs.client.send(new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0 }));
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await receive(queues.events.url)).Messages).toHaveLength(1);
    }
    expect((await receive(queues.events.url)).Messages).toBeUndefined();
    expect((await receive(queues.deadLetters.url)).Messages).toMatchObject([{ Body: 'm' }]);
  });

  test('the queues have the times of serverless.yml, and a scale shortens the visibility', async () => {
    const { sqs } = await start();
    const times = async (timeScale: number) => {
      const { events } = await createQueues(sqs, stack.queues, { timeScale });
      const { Attributes: attributes = {} } = await sqs.client.send(
        new GetQueueAttributesCommand({ QueueUrl: events.url, AttributeNames: ['All'] }),
      );
      return [attributes.VisibilityTimeout, attributes.MessageRetentionPeriod];
    };
    expect(await times(1)).toEqual(['181', '1209600']);
    expect(await times(50)).toEqual(['4', '1209600']);
  });

  test('rows and messages outlive a restart where a folder is given', async () => {
    const data = join(temporaryFolder(), 'kept');
    const first = await startEngines({ data });
    const { name } = await createTable(first.dynamodb.client, stack.table);
    const { events } = await createQueues(first.sqs, stack.queues);
    await first.dynamodb.client.send(new PutItemCommand({ TableName: name, Item: row }));
    await first.sqs.client.send(
      new SendMessageCommand({ QueueUrl: events.url, MessageBody: 'kept' }),
    );
    await first.stop();

    const second = await start({ data });
    expect(await createTable(second.dynamodb.client, stack.table)).toEqual({
      name,
      created: false,
    });
    const again = await createQueues(second.sqs, stack.queues);
    const { Item: item } = await second.dynamodb.client.send(
      new GetItemCommand({ TableName: name, Key: row }),
    );
    const { Messages: messages } = await second.sqs.client.send(
      new ReceiveMessageCommand({ QueueUrl: again.events.url }),
    );
    expect(item).toEqual(row);
    expect(messages).toMatchObject([{ Body: 'kept' }]);
  });

  test('nothing listens on any other interface than loopback', async () => {
    const { dynamodb, sqs } = await start();
    const others = Object.values(networkInterfaces())
      .flatMap(addresses => addresses ?? [])
      .filter(address => address.family === 'IPv4' && !address.internal)
      .map(address => address.address);
    // 127.0.0.2 is another address of this machine, refused only by what is bound to 127.0.0.1.
    const hosts = process.platform === 'linux' ? [...others, '127.0.0.2'] : others;
    for (const { endpoint } of [dynamodb, sqs]) {
      const port = Number(new URL(endpoint).port);
      expect(await reaches('127.0.0.1', port)).toBe(true);
      for (const host of hosts) expect(await reaches(host, port)).toBe(false);
    }
  });
});
