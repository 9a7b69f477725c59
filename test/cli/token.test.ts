import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { closeServer } from '../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../tools/local/engines/listenOnLoopback.ts';
import { spawnCrm } from './support/spawnCrm.ts';
import { type FakeAws, stackReply, startFakeAws } from './support/startFakeAws.ts';

const MADE = 'a'.repeat(43);
const API = 'https://abc.execute-api.us-east-1.amazonaws.com';

/** A secret as Secrets Manager keeps it: nothing on npm emulates PutSecretValue. */
const secret = { text: '', version: 'v1' };
const server = createServer(async (request, response) => {
  const asked: { SecretString?: string; ClientRequestToken?: string } = JSON.parse(
    await text(request),
  );
  if (asked.SecretString !== undefined) {
    Object.assign(secret, { text: asked.SecretString, version: asked.ClientRequestToken });
  }
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ SecretString: secret.text, VersionId: secret.version }));
});

let cloudFormation: FakeAws;
let secrets: string;
beforeAll(async () => {
  cloudFormation = await startFakeAws(
    stackReply({
      TableName: 'crm',
      EventsQueueUrl: 'https://example.invalid/events',
      DeadLettersQueueUrl: 'https://example.invalid/dead-letters',
      WebhookSecretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:x',
      HttpApiUrl: API,
    }),
  );
  secrets = await listenOnLoopback(server);
});
afterAll(async () => {
  await cloudFormation.stop();
  await closeServer(server);
});
beforeEach(() => {
  Object.assign(secret, { text: JSON.stringify({ current: MADE }), version: 'v1' });
});

const crm = (...words: string[]) =>
  spawnCrm([...words, '--stage', 'prod'], {
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
  });

describe('crm url', () => {
  test('prints the URL to paste, with --yes where this is no terminal', async () => {
    expect(await crm('url', '--yes')).toMatchObject({
      status: 0,
      stdout: `${API}/webhooks/${MADE}\n`,
    });
    expect(JSON.parse((await crm('url', '--yes', '--json')).stdout)).toEqual({
      url: `${API}/webhooks/${MADE}`,
    });
  });

  test('shows the secret to no pipe otherwise', async () => {
    const { status, stdout, stderr } = await crm('url');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('say --yes');
    expect(stderr).not.toContain(MADE);
  });

  test('says what is wrong with a secret that somebody changed, and not what is in it', async () => {
    secret.text = `{"token":"${MADE}"}`;
    const { status, stderr } = await crm('url', '--yes');
    expect([status, stderr]).toEqual([1, expect.stringContaining('not as it was made')]);
    expect(stderr).not.toContain(MADE);
  });
});

describe('crm token', () => {
  test('rotate puts a new one in force and keeps the one before for 48 hours', async () => {
    const before = Date.now();
    const { stdout } = await crm('token', 'rotate', '--yes');
    const { current, previous, previous_until } = JSON.parse(secret.text);
    expect(stdout).toBe(`${API}/webhooks/${current}\n`);
    expect(current).toMatch(/^[A-Za-z0-9]{43}$/);
    expect([current === MADE, previous]).toEqual([false, MADE]);
    expect(Date.parse(previous_until) - before).toBeGreaterThanOrEqual(48 * 3_600_000);
  });

  test('rotate asks where the one before is still valid, and without an answer changes nothing', async () => {
    secret.text = JSON.stringify({
      current: MADE,
      previous: 'b',
      previous_until: '2999-01-01T00:00:00.000Z',
    });
    const before = secret.text;
    expect(await crm('token', 'rotate')).toMatchObject({ status: 1 });
    expect(secret.text).toBe(before);
  });

  test('retire ends the one before', async () => {
    await crm('token', 'rotate', '--yes');
    const { current } = JSON.parse(secret.text);
    const told = await crm('token', 'retire', '--yes');
    expect(told).toMatchObject({ status: 0, stderr: expect.stringContaining('five minutes more') });
    expect(JSON.parse(secret.text)).toEqual({ current });
    expect((await crm('token', 'retire', '--yes')).stderr).toContain('There is no token before');
  });
});
