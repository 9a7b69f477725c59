import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createTestContext } from '../support/testContext.ts';
import { createCli } from './support/createCli.ts';
import { API, type DeployedStage, startDeployedStage } from './support/deployedStage.ts';
import { spawnCrm } from './support/spawnCrm.ts';

const TOKEN = 'a'.repeat(43);

let stage: DeployedStage;
beforeAll(async () => {
  stage = await startDeployedStage();
});
afterAll(() => stage.stop());
beforeEach(() => {
  stage.secret.before = () => undefined;
  stage.secret.put(JSON.stringify({ current: TOKEN }));
});

describe('crm url shows the URL of a stage', () => {
  test('on a terminal, alone on stdout', async () => {
    const { status, stdout, stderr } = await stage.crm(['url'], { columns: 80 });
    expect([status, stdout]).toEqual([0, `${API}/webhooks/${TOKEN}\n`]);
    expect(stderr).toContain('Treat it as a password');
  });

  test('elsewhere with --yes', async () => {
    expect((await stage.crm(['url', '--yes'])).stdout).toBe(`${API}/webhooks/${TOKEN}\n`);
    const { stdout, stderr } = await stage.crm(['url', '--yes', '--json']);
    expect([JSON.parse(stdout), stderr]).toEqual([{ url: `${API}/webhooks/${TOKEN}` }, '']);
  });

  test('in a process of its own', async () => {
    const told = await spawnCrm(['url', '--yes', '--stage', 'prod'], process.env);
    expect(told).toMatchObject({ status: 0, stdout: `${API}/webhooks/${TOKEN}\n` });
  });
});

describe('crm url shows no token', () => {
  test.each([[['url']], [['url', '--json']]])('to a pipe: %j', async words => {
    stage.secret.asked.length = 0;
    const { status, stdout, stderr } = await stage.crm(words);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^crm: the URL holds the secret[^\n]+say --yes[^\n]+\n$/);
    expect(stage.secret.asked).toEqual([]);
  });

  test.each([
    `{"token":"${TOKEN}"}`,
    `{"current":"${TOKEN}"`,
    TOKEN,
    '',
    `{"current":"${TOKEN}","previous_until":"${TOKEN}"}`,
  ])('of a secret that somebody changed: %j', async text => {
    stage.secret.put(text);
    const { status, stdout, stderr } = await stage.crm(['url', '--yes']);
    expect([status, stdout, stderr]).toEqual([
      1,
      '',
      expect.stringContaining('not as it was made'),
    ]);
    expect(stderr).not.toContain(TOKEN);
  });

  test.each([
    ['AccessDeniedException', /allow secretsmanager:GetSecretValue/],
    ['ResourceNotFoundException', /the secret is not there/],
    ['InternalServiceError', /that went wrong/],
  ])('in an error of the store: %s', async (type, line) => {
    stage.secret.before = () => ({ type, message: `of ${TOKEN}` });
    const { status, stdout, stderr } = await stage.crm(['url', '--yes']);
    expect([status, stdout, stderr]).toEqual([1, '', expect.stringMatching(line)]);
    expect(stderr).not.toContain(TOKEN);
  });
});

test('crm url shows the URL of the stack that runs here, named or not', async () => {
  const context = await createTestContext();
  const cli = await createCli(context);
  for (const words of [['url'], ['url', '--local']]) {
    expect(await cli.crm(words, { columns: 80 })).toEqual({
      status: 0,
      stdout: 'http://127.0.0.1:1/webhooks/x\n',
      stderr: '',
    });
    expect(await cli.crm(words)).toMatchObject({ status: 1, stdout: '' });
  }
  expect((await cli.crm(['token', 'rotate', '--yes'])).stderr).toContain(
    'has a new token at each start',
  );
  await cli.remove();
  await context.stop();
  expect((await stage.cli.crm(['url', '--yes'])).stderr).toContain('no stack runs here');
});
