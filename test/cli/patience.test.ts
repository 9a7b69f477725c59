import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { patience } from '../../cli/connect/patience.ts';
import { closeServer } from '../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../tools/local/engines/listenOnLoopback.ts';

const cli = join(import.meta.dirname, '../../cli');

test('AWS_MAX_ATTEMPTS goes before the six attempts of the command', () => {
  expect(patience({})).toMatchObject({ maxAttempts: 6 });
  expect(patience({}, { maxAttempts: 3 })).toMatchObject({ maxAttempts: 3 });
  expect(patience({ AWS_MAX_ATTEMPTS: '2' })).not.toHaveProperty('maxAttempts');
});

test('an endpoint that never answers is given up, as often as it may be tried', async () => {
  let asked = 0;
  const server = createServer(() => {
    asked += 1;
  });
  const client = new SecretsManagerClient({
    ...patience({}, { maxAttempts: 2, requestTimeout: 50 }),
    endpoint: await listenOnLoopback(server),
    region: 'us-east-1',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'x' }))).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  expect(asked).toBe(2);
  client.destroy();
  server.closeAllConnections();
  await closeServer(server);
});

test('every file of the command that makes a client takes its patience from one place', async () => {
  const files = await readdir(cli, { recursive: true });
  const texts = await Promise.all(
    files
      .filter(file => file.endsWith('.ts'))
      .map(async file => ({ file, text: await readFile(join(cli, file), 'utf8') })),
  );
  const makers = texts.filter(({ text }) => /new \w+Client\(/.test(text));
  expect(makers.length).toBeGreaterThan(4);
  for (const { file, text } of makers) {
    expect([file, /\.\.\.patience\(|= patience\(/.test(text)]).toEqual([file, true]);
  }
  expect(texts.filter(({ text }) => text.includes('throwOnRequestTimeout'))).toMatchObject([
    { file: join('connect', 'patience.ts') },
  ]);
});
