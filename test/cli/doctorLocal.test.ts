import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Finding } from '../../cli/doctor/finding.ts';
import { closeServer } from '../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../tools/local/engines/listenOnLoopback.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli } from './support/createCli.ts';

const TOKEN = 'local-token';

let context: TestContext;
let cli: Cli;
const asked: string[] = [];
const door = createServer((request, response) => {
  asked.push(String(request.url));
  response.writeHead(request.method === 'GET' ? 200 : 404).end('hello');
});
beforeAll(async () => {
  context = await createTestContext();
  cli = await createCli(context);
  await listenAt(`${await listenOnLoopback(door)}/webhooks/${TOKEN}`);
});
afterAll(async () => {
  await closeServer(door);
  await cli.remove();
  await context.stop();
});

const listenAt = async (webhookUrl: string): Promise<void> => {
  const file = join(cli.folder, '.crm/local.json');
  const stack = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...stack, webhookUrl }));
};

const examine = async () => {
  const { status, stdout } = await cli.crm(['doctor', '--local', '--json']);
  return { status, findings: (JSON.parse(stdout) as { findings: Finding[] }).findings };
};

test('the local stack is looked at as far as it goes, without its token', async () => {
  const { status, findings } = await examine();
  expect(status).toBe(0);
  expect(findings.map(({ state, what }) => `${state} ${what}`)).toEqual([
    'ok route',
    'ok wrong token',
    'ok redrive',
    'ok events are kept',
    'ok dead letters are kept',
    'ok queue',
    'ok dead letters',
    'ok table',
    'ok index byLookup',
    'warning last event',
  ]);
  expect(asked.filter(url => url.includes(TOKEN))).toEqual([]);
});

test('its last event is told by the newest contacts', async () => {
  const date = Date.parse('2026-03-01T11:00:00.000Z') / 1000;
  const bot = { id: 'b' };
  for (const [id, at] of [
    ['c', date],
    ['d', date - 60],
  ] as const) {
    await context.apply([{ contact: { id }, title: 'flow', bot, service: 'telegram', date: at }]);
  }
  const { findings } = await examine();
  expect(findings.at(-1)).toEqual({
    state: 'ok',
    what: 'last event',
    seen: '2026-03-01 11:00:00 UTC, or later',
  });
});

test('a stack whose route does not answer is status 1, and says how to start it', async () => {
  await listenAt(`http://127.0.0.1:1/webhooks/${TOKEN}`);
  const { status, stdout, stderr } = await cli.crm(['doctor']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^FAILURE +route +GET does not answer\n +→ start the stack anew/m);
  expect(stdout + stderr).not.toContain(TOKEN);
});
