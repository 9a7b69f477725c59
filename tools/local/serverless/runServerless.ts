import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Stack } from '../stack/stack.ts';
import { StartError } from '../startError.ts';
import type { FromPlugin, FromStart, Request } from './messages.ts';
import { whyItEnded } from './whyItEnded.ts';

export interface RunServerlessOptions {
  /** The project's folder. */
  readonly root: string;
  readonly httpPort: number;
  readonly lambdaPort: number;
  /** Told what `serverless.yml` says; gives the environment of each function. */
  readonly environments: (stack: Stack) => Promise<FromStart['environments']>;
  readonly onRequest: (request: Request) => void;
  /** Each line that the functions, and Serverless itself, print once all is ready. */
  readonly onLine: (line: string) => void;
  /** Ends a start that nobody waits for any more. */
  readonly signal: AbortSignal;
}

export interface ServerlessProcess {
  /** Resolves, to what it said last, when the process has ended without being told to. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** How long a process that was told to end may take, in milliseconds. */
const patience = 5_000;
/** How many of its last lines are kept to tell why it ended. */
const linesKept = 40;

/**
 * Runs `serverless offline` in a process of its own and resolves when it takes requests.
 *
 * @throws {StartError} where it ends before that, in one line as far as it gave one
 */
export async function runServerless(options: RunServerlessOptions): Promise<ServerlessProcess> {
  const child = spawn(options);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  // Not `exit`, which may come before the last line that it printed.
  const exited = once(child, 'close').finally(() => process.off('exit', kill));
  let stopping = false;
  let tell = (_line: string): void => {};
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', line => {
      said.push(line);
      if (said.length > linesKept) said.shift();
      tell(line);
    });
  }
  async function stop(): Promise<void> {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(kill, patience);
    await exited;
    clearTimeout(timer);
  }
  try {
    await Promise.race([
      becomeReady(child, options),
      exited.then(() => Promise.reject(new StartError(whyItEnded(said)))),
    ]);
  } catch (error) {
    // It has taken nothing on yet that it would have to bring to an end.
    kill();
    await exited;
    throw error;
  }
  tell = options.onLine;
  const ended = exited.then(() =>
    stopping ? new Promise<never>(() => {}) : `serverless offline ended: ${whyItEnded(said)}`,
  );
  return { ended, stop };
}

function spawn({ root, httpPort, lambdaPort }: RunServerlessOptions): ChildProcess {
  const bin = createRequire(join(root, 'package.json')).resolve('serverless/bin/serverless.js');
  const ports = ['--httpPort', String(httpPort), '--lambdaPort', String(lambdaPort)];
  return fork(bin, ['offline', 'start', '--host', '127.0.0.1', ...ports, '--noSponsor'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: childEnvironment(root),
    // A group of its own: Ctrl-C reaches `npm start` alone, which ends all in good order.
    detached: true,
  });
}

/** Nothing of the user's AWS settings gets in: what runs here must not reach a real account. */
function childEnvironment(root: string): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('AWS_') && name !== 'FORCE_COLOR' && name !== 'NODE_OPTIONS',
  );
  return {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    CRM_BUNDLER: './tools/local/plugin.ts',
    NODE_COMPILE_CACHE: join(root, '.cache', 'node'),
  };
}

/** Answers the plugin's question; resolves when it says that all is ready. */
function becomeReady(child: ChildProcess, options: RunServerlessOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    options.signal.addEventListener('abort', () => reject(options.signal.reason), { once: true });
    child.on('message', (message: FromPlugin) => {
      if (message.kind === 'described') {
        options.environments(message.stack).then(environments => {
          if (child.connected)
            child.send({ kind: 'environments', environments } satisfies FromStart);
        }, reject);
      }
      if (message.kind === 'refused') reject(new StartError(message.message));
      if (message.kind === 'ready') resolve();
      if (message.kind === 'request') options.onRequest(message);
    });
  });
}
