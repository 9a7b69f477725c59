import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { claimDataFolder } from '../../tools/local/dataFolder.ts';
import { closeServer } from '../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../tools/local/engines/listenOnLoopback.ts';
import { startEngines } from '../../tools/local/engines.ts';
import { readLocalStackFile, writeLocalStackFile } from '../../tools/local/localStackFile.ts';
import { httpPort } from '../../tools/local/ports.ts';
import { eventsOf, readSamples } from '../../tools/local/sendSamples.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crm-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The id of a process that has ended. */
const deadPid = () => spawnSync('true').pid;

const content = (pid: number) => ({
  pid,
  webhookUrl: 'http://127.0.0.1:3000/webhooks/x',
  endpoints: { dynamodb: '', sqs: '', secretsManager: '', lambda: '' },
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  table: 'crm',
  queues: { events: '', deadLetters: '' },
});

describe('.crm/local.json', () => {
  test('a stack that runs is found, by its owner alone, until it removes the file', () => {
    const remove = writeLocalStackFile(folder, content(process.pid));
    expect(readLocalStackFile(folder)).toEqual(content(process.pid));
    expect(statSync(join(folder, '.crm/local.json')).mode & 0o077).toBe(0);
    remove();
    expect(existsSync(join(folder, '.crm/local.json'))).toBe(false);
  });

  test('what a killed stack left behind is ignored, and replaced', () => {
    writeLocalStackFile(folder, content(deadPid()));
    expect(readLocalStackFile(folder)).toBeUndefined();
    writeLocalStackFile(folder, content(process.pid));
    expect(readLocalStackFile(folder)?.pid).toBe(process.pid);
  });

  test('a stack that ends leaves the file of a later one', () => {
    const remove = writeLocalStackFile(folder, content(process.ppid));
    writeLocalStackFile(folder, content(process.pid));
    remove();
    expect(readLocalStackFile(folder)?.pid).toBe(process.pid);
  });

  test('a stack that ends puts back the file of an earlier one that still runs', () => {
    writeLocalStackFile(folder, content(process.ppid));
    writeLocalStackFile(folder, content(process.pid))();
    expect(readLocalStackFile(folder)?.pid).toBe(process.ppid);
  });

  test('without a file, or with a broken one, no stack runs', () => {
    expect(readLocalStackFile(folder)).toBeUndefined();
    writeLocalStackFile(folder, content(process.pid));
    writeFileSync(join(folder, '.crm/local.json'), '{');
    expect(readLocalStackFile(folder)).toBeUndefined();
  });
});

describe('the folder of --data', () => {
  test('a folder that a running stack has is refused', () => {
    const path = join(folder, 'kept');
    claimDataFolder(path);
    writeFileSync(join(path, 'pid'), String(process.ppid));
    expect(() => claimDataFolder(path)).toThrow(`is in use by process ${process.ppid}`);
  });

  test('a folder that was given back, or whose stack was killed, can be had', () => {
    const path = join(folder, 'kept');
    claimDataFolder(path).release();
    writeFileSync(join(path, 'pid'), String(deadPid()));
    expect(claimDataFolder(path).path).toBe(path);
  });

  test('a folder that cannot be made is named', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => claimDataFolder(join(folder, 'file/in'))).toThrow('--data');
  });
});

describe('the ports', () => {
  test('a busy HTTP port is refused with what to do', async () => {
    const server = createServer();
    const port = Number(new URL(await listenOnLoopback(server)).port);
    await expect(httpPort(port)).rejects.toThrow(
      `port ${port} is in use. Stop what listens there, or choose another: npm start -- --port ${port + 1}`,
    );
    await closeServer(server);
    await expect(httpPort(port)).resolves.toBe(port);
  });

  test('the engines take another port where the wanted one is in use', async () => {
    const servers = [createServer(), createServer()] as const;
    const [first, second] = await Promise.all(servers.map(server => listenOnLoopback(server)));
    const port = (endpoint = '') => Number(new URL(endpoint).port);
    const ports = { dynamodb: port(first), sqs: port(second) };
    const fallback = await startEngines({ ports });
    expect([fallback.dynamodb.endpoint, fallback.sqs.endpoint]).not.toEqual([first, second]);
    await fallback.stop();
    await Promise.all(servers.map(closeServer));
    const wanted = await startEngines({ ports });
    expect([wanted.dynamodb.endpoint, wanted.sqs.endpoint]).toEqual([first, second]);
    await wanted.stop();
  });
});

describe('the samples', () => {
  test("they are the two events of SendPulse's help article", () => {
    const samples = readSamples('tools/local/samples');
    expect(samples.flatMap(({ body }) => eventsOf(body))).toEqual([
      { contactId: '467bf50f-9cb0-4b65-b722-0135ad5fb9e0', title: 'Reserved. Apartment #3' },
      { contactId: '60c0f31f457479d02b7512', title: 'incoming_message' },
    ]);
  });

  test('a body that is not JSON has no events to wait for', () => {
    expect(eventsOf('{')).toEqual([]);
  });
});
