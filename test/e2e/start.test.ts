import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeServer } from '../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../tools/local/engines/listenOnLoopback.ts';
import { readLocalStackFile } from '../../tools/local/localStackFile.ts';
import { copyProject, type Project } from './startProject.ts';

let project: Project;
beforeAll(() => {
  project = copyProject();
});
afterAll(() => project.remove());

const urlOf = (stdout: string) => /http:\S+\/webhooks\/[A-Za-z0-9]{43}/.exec(stdout)?.[0] ?? '';
const timesIn = (token: string, text: string) => text.split(token).length - 1;

describe('npm start -- --once', () => {
  test('it shows the contacts that the two documented events became, and later what changed', async () => {
    const options = ['--once', '--port', '0', '--data', 'kept'];
    const first = project.start(...options);
    expect(await first.ended).toBe(0);
    expect(first.output.stderr).toBe('');
    expect(first.output.stdout).toContain(
      [
        '  Reserved. Apartment #3',
        '    contact    467bf50f-9cb0-4b65-b722-0135ad5fb9e0',
        '    name       Contact 1',
        '    e-mail     contact1@example.invalid',
        '    phone      +38093000000',
        '    tags       tag1, tag2',
        '    variables  variable_name = value',
      ].join('\n'),
    );
    expect(first.output.stdout).toMatch(
      /incoming_message\n {4}contact {4}60c0f31f457479d02b7512\n[\s\S]* {4}variables {2}dept = Designer/,
    );
    // A pipe gets no colours.
    expect(first.output.stdout).not.toContain('\u001b');

    const sample = 'tools/local/samples/2-whatsapp-message.json';
    project.change(sample, '"dept": "Designer"', '"dept": "Painter"');
    project.change(sample, '"date": 1625834714', '"date": 1625834715');
    project.change(sample, '"message_id": "wamid.DEMO1"', '"message_id": "wamid.DEMO2"');
    const second = project.start(...options);
    expect(await second.ended).toBe(0);
    expect(second.output.stdout).toContain('dept = Painter');
    expect(second.output.stdout).not.toContain('dept = Designer');
    // The URL that was pasted somewhere stays good, but for its port.
    const token = (stdout: string) => urlOf(stdout).split('/').at(-1);
    expect(token(second.output.stdout)).toBe(token(first.output.stdout));
    expect(existsSync(join(project.root, '.crm/local.json'))).toBe(false);
  });
});

describe('npm start', () => {
  test('it serves until Ctrl-C, shows what comes in without the token, and leaves nothing behind', async () => {
    const { child, output, ended, until } = project.start('--port', '0');
    await until('Ctrl-C. What comes in');
    const url = urlOf(output.stdout);
    const token = url.split('/').at(-1) ?? '';
    const file = readLocalStackFile(project.root);
    expect(file).toMatchObject({ pid: child.pid, webhookUrl: url, table: 'crm' });
    expect(statSync(join(project.root, '.crm/local.json')).mode & 0o077).toBe(0);

    const post = (to: string, body: string) =>
      fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    // A scalar gets to the function as it was sent: it would be refused as broken JSON without its quotes.
    const text = await post(url, '"text"');
    expect([text.status, await text.json()]).toEqual([
      400,
      { message: expect.stringContaining('neither an array nor an object') },
    ]);
    expect((await post(`${url}x`, '[]')).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${new URL(url).port}/${token}`)).status).toBe(404);
    const sample = readFileSync(
      join(project.root, 'tools/local/samples/1-flow-webhook.json'),
      'utf8',
    );
    expect((await post(url, sample)).status).toBe(200);
    await until('consume 1 message');

    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(output.stdout).toMatch(/POST \/webhooks\/\{token\} +400 /);
    expect(output.stdout).toMatch(/POST \/webhooks\/\{token\} +404 /);
    expect(output.stdout).toMatch(/GET \(a path that nothing is served at\) 404 /);
    expect(timesIn(token, output.stdout + output.stderr)).toBe(1);
    expect(existsSync(join(project.root, '.crm/local.json'))).toBe(false);
    for (const endpoint of Object.values(file?.endpoints ?? {})) {
      await expect(fetch(endpoint)).rejects.toThrow();
    }
  });

  test('no process outlives one that was killed', async () => {
    const { child, output, ended, until } = project.start('--port', '0', '--quiet');
    await until('/webhooks/');
    const url = urlOf(output.stdout);
    child.kill('SIGKILL');
    await ended;
    const answers = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    while (await answers()) await setTimeout(50);
    // What it left behind says so itself: its process is gone.
    expect(readLocalStackFile(project.root)).toBeUndefined();
  });
});

describe('npm start that cannot', () => {
  const startChanged = async (change: (project: Project) => void, ...options: string[]) => {
    const changed = copyProject();
    try {
      change(changed);
      const { output, ended } = changed.start('--once', '--port', '0', ...options);
      return { status: await ended, ...output };
    } finally {
      changed.remove();
    }
  };

  test('a busy port ends it in one line that says what to do', async () => {
    const server = createServer();
    const port = new URL(await listenOnLoopback(server)).port;
    const { output, ended } = project.start('--once', '--port', port);
    expect(await ended).toBe(1);
    expect(output).toEqual({
      stdout: '',
      stderr: `crm-bridge: port ${port} is in use. Stop what listens there, or choose another: npm start -- --port ${Number(port) + 1}\n`,
    });
    await closeServer(server);
  });

  test('a value that is missing in serverless.yml is named in one line', async () => {
    const { status, stderr } = await startChanged(({ change }) =>
      change('serverless.yml', 'maxReceiveCount: 5', ''),
    );
    expect([status, stderr]).toEqual([
      1,
      'crm-bridge: serverless.yml: resources.Resources.EventsQueue.Properties.RedrivePolicy.maxReceiveCount is missing\n',
    ]);
  });

  test('a variable that nothing gives a value is named in one line', async () => {
    const { status, stderr } = await startChanged(({ change }) =>
      change('serverless.yml', 'memorySize: 512', `memorySize: \${env:CRM_NOT_SET}`),
    );
    expect([status, stderr]).toEqual([
      1,
      'crm-bridge: serverless.yml: Cannot resolve variable at "provider.memorySize": Value not found at "env" source\n',
    ]);
  });

  test('a function that throws is answered as API Gateway would, and shown', async () => {
    const { status, stdout, stderr } = await startChanged(({ root }) =>
      writeFileSync(
        join(root, 'handlers/receive.ts'),
        "export const handler = async () => { throw new Error('boom'); };",
      ),
    );
    expect(status).toBe(1);
    expect(stderr).toBe(
      'crm-bridge: sample 1-flow-webhook.json was answered with 500 {"message":"Internal Server Error"}\n',
    );
    expect(stdout).toMatch(/× Error: boom\n[\s\S]*handlers\/receive\.ts/);
  });
});
