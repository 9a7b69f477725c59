import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ClientOptions, Connection } from '../../cli/connect/connection.ts';
import { type RebuildState, rebuildStateFile } from '../../cli/rebuild/rebuildState.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'crm-state-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const state = (contacts: number): RebuildState => ({
  config: 'x',
  done: Array.from({ length: contacts }, (_, index) => `bot#${index}`),
  contacts,
  changed: 0,
});
const connection = (
  options: Partial<ClientOptions> = {},
  account = '000000000000',
): Connection => ({
  name: 'a stage',
  table: 'crm',
  clientOptions: () => ({ region: 'us-east-1', ...options }),
  queues: {
    events: `https://sqs.us-east-1.amazonaws.com/${account}/events`,
    deadLetters: 'https://example.invalid/dead-letters',
  },
});
const fileOf = (place: Connection, environment: NodeJS.ProcessEnv = {}) =>
  rebuildStateFile(place, { root, environment });

test('a table of the same name elsewhere has a state of its own', async () => {
  await fileOf(connection()).write(state(7));
  expect(await fileOf(connection()).read()).toEqual(state(7));
  for (const elsewhere of [
    fileOf(connection({ region: 'eu-west-1' })),
    fileOf(connection({}, '111111111111')),
    fileOf(connection({ endpoint: 'http://127.0.0.1:8000' })),
    fileOf(connection(), { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' }),
    fileOf(connection(), { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' }),
  ]) {
    expect(await elsewhere.read()).toBeUndefined();
  }
});

test('runs that write it at once leave one of their states whole, and nothing else', async () => {
  const file = fileOf(connection());
  await Promise.all(Array.from({ length: 40 }, (_, index) => file.write(state(index * 50))));
  const left = await file.read();
  expect(left?.done).toHaveLength(left?.contacts ?? -1);
  expect(await readdir(join(root, '.crm'))).toHaveLength(1);
  await Promise.all([file.remove(), file.remove()]);
  expect(await readdir(join(root, '.crm'))).toEqual([]);
});
