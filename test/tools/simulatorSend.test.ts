import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '../../tools/clock.ts';
import { run } from '../../tools/simulator/run.ts';
import { traffic } from '../../tools/simulator/traffic.ts';

const SECRET = 'aSecretThatNobodyMaySee';
const START = '2026-01-05T08:00:00Z';

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

let server: Server;
let root: string;
let url: string;
/** Every body that arrived, as text. */
let arrived: string[];
let clock: Clock;
/** How the receiver answers; by default as the bridge does. */
let reply: (body: string, number: number) => Reply | Promise<Reply>;

/** Who sleeps on it wakes at once, and the time is later by as much. */
const hurriedClock = (start: number): Clock => {
  let now = start;
  return {
    now: () => now,
    sleep: async ms => {
      now += Math.max(0, ms);
    },
  };
};

const accept = (body: string): Reply => ({
  status: 200,
  body: { accepted: [JSON.parse(body)].flat().length, rejected: [] },
});

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('utf8');
    const number = arrived.push(body);
    const answer =
      request.url === `/webhooks/${SECRET}` ? await reply(body, number) : { status: 404, body: {} };
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/${SECRET}`;
});

beforeEach(async () => {
  arrived = [];
  reply = accept;
  clock = hurriedClock(Date.parse('2026-03-01T12:00:00Z'));
  root = await mkdtemp(join(tmpdir(), 'simulator-'));
});

afterEach(() => rm(root, { recursive: true }));

afterAll(() => new Promise(done => server.close(done)));

const send = async (line: string, { stop = new AbortController().signal, tty = false } = {}) => {
  const out = { stdout: '', stderr: '' };
  const terminal = (name: keyof typeof out) => ({
    isTTY: tty,
    write: (text: string) => {
      out[name] += text;
    },
  });
  const status = await run({
    words: line.split(' ').filter(word => word !== ''),
    root,
    stdout: terminal('stdout'),
    stderr: terminal('stderr'),
    stop,
    clock,
  });
  expect(out.stdout + out.stderr).not.toContain(SECRET);
  return { status, ...out };
};

const expected = (count: number, seed: number) =>
  [...traffic({ count, seed, start: Date.parse(START) })].map(({ body }) => JSON.stringify(body));

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

const writeStack = async (stack: unknown) => {
  await mkdir(join(root, '.crm'));
  await writeFile(join(root, '.crm', 'local.json'), JSON.stringify(stack));
};

describe('to a receiver that takes everything', () => {
  test('invented traffic arrives as the seed tells it, and is summed up', async () => {
    const { status, stdout, stderr } = await send(`--count 300 --seed 7 --url ${url}`);
    expect(status).toBe(0);
    expect(arrived.toSorted(byText)).toEqual(expected(300, 7).toSorted(byText));
    expect(stdout).toMatch(
      /^Sent 300 events in \d+ requests to http:\/\/127.0.0.1:\d+\/webhooks\/…$/m,
    );
    expect(stdout).toMatch(/^ {2}accepted +300$/m);
    expect(stdout).toMatch(/^ {2}repeats +[1-9]/m);
    expect(stdout).toMatch(/^ {2}late +[1-9]/m);
    expect(stderr).toBe('');
  });

  test('each sample is sent and told of', async () => {
    const { status, stdout } = await send(`--samples --url ${url}`);
    expect(status).toBe(0);
    expect(stdout.match(/^ {2}accepted {2}\w/gm)).toHaveLength(arrived.length);
    expect(stdout).toMatch(/accepted {2}instagram {2}comment under a post/);
  });

  test('a file arrives byte for byte', async () => {
    const bytes = ' [ {"contact":{"id":12345678901234567890}} ,\r\n  7 ]\n';
    await writeFile(join(root, 'payload.json'), bytes);
    const { status } = await send(`--file ${join(root, 'payload.json')} --url ${url}`);
    expect(status).toBe(0);
    expect(arrived).toEqual([bytes]);
  });

  test('--json prints one object and nothing else', async () => {
    const { stdout } = await send(`--count 50 --json --url ${url}`);
    expect(JSON.parse(stdout)).toMatchObject({
      what: 'traffic',
      seed: 1,
      start: '2026-01-05T08:00:00.000Z',
      events: 50,
      accepted: 50,
      rejected: {},
      refused: {},
      interrupted: false,
    });
  });

  test('a terminal sees the progress, a pipe does not', async () => {
    const { stderr } = await send(`--count 200 --url ${url}`, { tty: true });
    expect(stderr).toMatch(/\r\S*\s+\d+ of 200 events · [\d,]+ a second/);
    expect((await send(`--count 200 --url ${url}`)).stderr).toBe('');
  });

  test('a rate is kept: as many seconds pass as the events ask for', async () => {
    const start = clock.now();
    await send(`--count 500 --rate 20 --url ${url}`);
    // The events of the last request, five at most, are not waited for.
    expect(clock.now() - start).toBeGreaterThanOrEqual((495 / 20) * 1000);
    expect(clock.now() - start).toBeLessThanOrEqual((500 / 20) * 1000);
  });

  test('without a rate nothing is waited for', async () => {
    const start = clock.now();
    await send(`--count 500 --url ${url}`);
    expect(clock.now()).toBe(start);
  });
});

describe('to a receiver in trouble', () => {
  test('what it answers with 503 is sent again until it is taken', async () => {
    const seen = new Set<string>();
    reply = body => {
      if (seen.has(body)) return accept(body);
      seen.add(body);
      return { status: 503 };
    };
    const { status, stdout } = await send(`--count 60 --seed 3 --url ${url}`);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}accepted +60$/m);
    expect(new Set(arrived)).toEqual(new Set(expected(60, 3)));
  });

  test('after 503 again and again the sender gives up and says how to go on', async () => {
    reply = () => ({ status: 503 });
    const { status, stdout } = await send(`--count 60 --seed 3 --url ${url}`);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Sent 0 events/);
    expect(stdout).toContain('Gave up: status 503');
    expect(stdout).toContain('--count 60 --seed 3 --start 2026-01-05T08:00:00.000Z');
  });

  test('where nobody listens the sender gives up and names the reason', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise(done => closed.close(done));
    const { status, stdout } = await send(`--count 5 --url http://127.0.0.1:${port}/webhooks/x`);
    expect(status).toBe(1);
    expect(stdout).toContain('Gave up: the connection failed (ECONNREFUSED), time and again.');
  });

  test('a 404 ends the run, since the secret is wrong', async () => {
    const { status, stdout } = await send(`--count 5000 --url ${url}wrong`);
    expect(status).toBe(1);
    expect(arrived.length).toBeLessThan(20);
    expect(stdout).toMatch(/^ {2}refused .* 404: the URL's last part is not the secret/m);
  });

  test('a 400 is told with what the receiver says, and without the secret', async () => {
    reply = () => ({ status: 400, body: { error: `not JSON at /webhooks/${SECRET} line 1` } });
    const { status, stdout } = await send(`--count 3 --url ${url}`);
    expect(status).toBe(1);
    expect(stdout).toContain('400: not JSON at /webhooks/… line 1 (');
  });

  test('events that it could not understand are counted by reason, and the status is 1', async () => {
    reply = () => ({
      status: 200,
      body: { accepted: 0, rejected: [{ index: 0, reason: 'no contact.id' }] },
    });
    const { status, stdout } = await send(`--samples --url ${url}`);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}rejected {2}telegram +new subscriber.*: no contact.id$/m);
    expect(stdout).toMatch(/^ {2}rejected +\d+ {3}no contact.id \(\d+\)$/m);
  });

  test('a 200 that is not in the bridge’s words is no success', async () => {
    reply = () => ({ status: 200, body: { errorType: 'Error', stackTrace: [] } });
    const { status, stdout } = await send(`--count 1 --url ${url}`);
    expect(status).toBe(1);
    expect(stdout).toContain("200: the answer is not the bridge's");
  });
});

describe('the local stack', () => {
  test('is the target by default', async () => {
    await writeStack({ pid: process.pid, webhookUrl: url });
    expect((await send('--count 5')).status).toBe(0);
    expect(arrived.length).toBeGreaterThan(0);
  });

  test.each([
    ['has left no file', undefined],
    ['was killed and left its file', { pid: 2 ** 22 + 1, webhookUrl: 'http://127.0.0.1:9/x' }],
    ['has left a file that makes no sense', 7],
  ])('that %s is not running, and one line says what to do', async (_case, stack) => {
    if (stack !== undefined) await writeStack(stack);
    expect(await send('--samples')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'error: no local stack is running: start one with `npm start`, or name a URL with --url\n',
    });
  });
});

test('events are not sent ahead of their time', async () => {
  const { status, stderr } = await send(`--count 200 --start 2026-03-01T11:58:00Z --url ${url}`);
  expect(status).toBe(1);
  expect(arrived.length).toBeGreaterThan(0);
  expect(stderr).toMatch(/^error: the next event would be dated 2026-03-01T12:\S+Z, in the future/);
});

test('a stop lets what is under way arrive and says how to go on', async () => {
  const stop = new AbortController();
  reply = async (body, number) => {
    if (number === 20) stop.abort();
    await new Promise(done => setTimeout(done, 5));
    return accept(body);
  };
  const { status, stdout } = await send(`--count 5000 --seed 9 --url ${url}`, {
    stop: stop.signal,
  });
  expect(status).toBe(130);
  expect(stdout).toMatch(new RegExp(`^Sent \\d+ events in ${arrived.length} requests`));
  expect(stdout).toContain('Stopped. To go on, send the same again (--count 5000 --seed 9');
});

describe('wrong options', () => {
  test.each([
    ['', 'Usage: npm run send --'],
    ['--samples --count 5', "'--samples' cannot be used with option '--count <events>'"],
    ['--samples --file a.json', "'--samples' cannot be used with option '--file <path>'"],
    ['--file a.json --rate 5', "'--file <path>' cannot be used with option '--rate <number>'"],
    ['--seed 5', "option '--seed' needs '--count <events>' beside it"],
    ['--start 2026-01-01', "option '--start' needs '--count <events>' beside it"],
    ['--count 0', 'It must be a whole number from 1'],
    ['--count 1e3', 'It must be a whole number from 1'],
    ['--count 5 --rate 0', 'It must be a number over 0.'],
    ['--count 5 --seed -1', 'It must be a whole number from 0'],
    ['--count 5 --start soon', 'It must be a date, like 2026-01-05'],
    ['--cuont 5', 'Did you mean --count?'],
    ['samples', 'Options come after a lone --, as in: npm run send -- --samples'],
  ])('"%s" ends with status 2 and says why', async (line, why) => {
    const { status, stdout, stderr } = await send(line);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(why);
  });

  test('a URL in the wrong place or form is refused without being shown', async () => {
    expect((await send(url)).status).toBe(2);
    for (const wrong of [`htp://host/${SECRET}`, `http://me:${SECRET}@127.0.0.1/x`, SECRET]) {
      const { status, stderr } = await send(`--samples --url ${wrong}`);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^error: the URL after --url must/);
    }
  });

  test('a file that is not there is named', async () => {
    const { status, stderr } = await send(`--file nowhere.json --url ${url}`);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'error: cannot read nowhere.json: there is no such file\n',
    });
  });

  test('--help is no error', async () => {
    const { status, stdout } = await send('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('npm run send -- --count 5000 --rate 20 --seed 7');
  });
});

test('the command itself ends on Ctrl-C with a summary and status 130', async () => {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, '..', '..', 'tools', 'simulator', 'send.ts'),
    ...`--count 5000 --rate 50 --url ${url}`.split(' '),
  ]);
  let stdout = '';
  child.stdout.on('data', text => {
    stdout += text;
  });
  reply = (body, number) => {
    if (number === 5) child.kill('SIGINT');
    return accept(body);
  };
  const [status] = await once(child, 'close');
  expect(status).toBe(130);
  expect(stdout).toContain('Stopped. To go on');
});
