import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fetchDynamodbLocal } from '../../tools/dynamodbLocal/fetchDynamodbLocal.ts';
import {
  type DynamodbLocal,
  startDynamodbLocal,
} from '../../tools/dynamodbLocal/startDynamodbLocal.ts';
import { localCredentials, localRegion } from '../../tools/local/engines.ts';

let folder: string;
let database: DynamodbLocal;
beforeEach(async () => {
  folder = await fetchDynamodbLocal(join(import.meta.dirname, '../../.cache/dynamodb-local'));
  database = await startDynamodbLocal(folder);
});
afterEach(() => database.stop());

const reaches = (host: string, port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect({ host, port });
    const answer = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
const portOf = (endpoint: string): number => Number(new URL(endpoint).port);

describe('DynamoDB Local', () => {
  test('answers, empty', async () => {
    const client = new DynamoDBClient({
      endpoint: database.endpoint,
      region: localRegion,
      credentials: { ...localCredentials },
    });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    client.destroy();
  });

  test('is reached at 127.0.0.1 and at no other address of this machine', async () => {
    const port = portOf(database.endpoint);
    const others = Object.values(networkInterfaces())
      .flatMap(addresses => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    // 127.0.0.2 is another address of this machine, refused only by what is bound to 127.0.0.1.
    const hosts = process.platform === 'linux' ? [...others, '127.0.0.2'] : others;
    expect(await reaches('127.0.0.1', port)).toBe(true);
    for (const host of hosts) expect(await reaches(host, port)).toBe(false);
  });

  test('lets no website call it', async () => {
    const headers = {
      origin: 'https://example.invalid',
      'access-control-request-method': 'POST',
    };
    const answer = await fetch(database.endpoint, { method: 'OPTIONS', headers });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('is gone once it was stopped, which may be asked twice', async () => {
    await database.stop();
    expect(await reaches('127.0.0.1', portOf(database.endpoint))).toBe(false);
    await database.stop();
  });
});
