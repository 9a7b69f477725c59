import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { DynamodbLocalError } from './dynamodbLocalError.ts';

const NO_JAVA =
  'DynamoDB Local needs Java 17 or newer, and none is here: install one (a JRE is enough, such as openjdk-17-jre-headless) ' +
  'so that `java` is on the PATH, or set JAVA_HOME.';

/** How long it may take to start, and to end by itself, in milliseconds. */
const PATIENCE = 60_000;
const GRACE = 5000;

export interface DynamodbLocal {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts AWS's DynamoDB Local, empty, in memory and without telemetry, on a free port of 127.0.0.1, and waits until it
 * answers. It ends with `stop`, or with this process.
 *
 * @param folder what `fetchDynamodbLocal` gave
 * @throws DynamodbLocalError when there is no Java, or it does not start
 */
export const startDynamodbLocal = async (folder: string): Promise<DynamodbLocal> => {
  const java = spawn(
    javaCommand(process.env.JAVA_HOME),
    [
      '-Djava.library.path=DynamoDBLocal_lib',
      '-Dorg.eclipse.jetty.util.log.announce=false',
      '-Dorg.eclipse.jetty.LEVEL=WARN',
      '-cp',
      ['DynamoDBLocal.jar', join('DynamoDBLocal_lib', '*')].join(delimiter),
      'org.eclipse.jetty.xml.XmlConfiguration',
      pathToFileURL(join(import.meta.dirname, 'loopback.xml')).href,
    ],
    { cwd: folder, env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' } },
  );
  const ended = once(java, 'close').then(
    ([status]) => `it ended with status ${String(status)}`,
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? NO_JAVA : error.message),
  );
  const { port, complaint } = readOutput(java);
  const late = timer(PATIENCE);
  const started = await Promise.race([port, ended, late.over]);
  late.cancel();
  const stop = () => endJava(java, ended);
  if (typeof started !== 'number') {
    await stop();
    if (started === NO_JAVA) throw new DynamodbLocalError(NO_JAVA);
    const reason = complaint() ?? started ?? 'no answer';
    throw new DynamodbLocalError(`DynamoDB Local did not start: ${reason}`);
  }
  const endpoint = `http://127.0.0.1:${started}`;
  // Any answer will do: without a signature it is a refusal.
  await fetch(endpoint);
  return { endpoint, stop };
};

const javaCommand = (home: string | undefined): string =>
  home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');

/** Its port, once it prints one, and what it complained of first. Read to the end: a full pipe would halt it. */
const readOutput = (java: ChildProcessWithoutNullStreams) => {
  const { promise: port, resolve } = Promise.withResolvers<number>();
  createInterface(java.stdout).on('line', line => {
    if (/^\d+$/.test(line)) resolve(Number(line));
  });
  let first: string | undefined;
  createInterface(java.stderr).on('line', line => {
    first ??= line;
  });
  return { port, complaint: () => first };
};

/** It waits for the end of its input; if that does not end it, it is killed. */
const endJava = async (
  java: ChildProcessWithoutNullStreams,
  ended: Promise<unknown>,
): Promise<void> => {
  java.stdin.on('error', () => {}); // it had ended already: so be it
  java.stdin.end();
  const late = timer(GRACE);
  if ((await Promise.race([ended.then(() => 'ended'), late.over])) === undefined) {
    java.kill('SIGKILL');
    await ended;
  }
  late.cancel();
};

const timer = (milliseconds: number) => {
  const { promise: over, resolve } = Promise.withResolvers<undefined>();
  const timeout = setTimeout(() => resolve(undefined), milliseconds);
  return { over, cancel: () => clearTimeout(timeout) };
};
