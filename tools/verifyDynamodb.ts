import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DynamodbLocalError } from './dynamodbLocal/dynamodbLocalError.ts';
import { fetchDynamodbLocal } from './dynamodbLocal/fetchDynamodbLocal.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodbLocal/startDynamodbLocal.ts';
import { untilInterrupted } from './local/untilInterrupted.ts';

/** The suites that read and write the table. */
const SUITES = 'test/(dynamodb|pipeline|histories|handlers|cli|e2e/bridge|deploy/copyTable)';

/** DynamoDB Local is several times slower than dynalite: milliseconds for a test. */
const TIMEOUT = 240_000;

const root = join(import.meta.dirname, '..');
process.exitCode = await verifyDynamodb(process.argv.slice(2), untilInterrupted());

/**
 * Runs the suites that touch the table against AWS's own DynamoDB Local.
 *
 * @param args for jest; paths that begin with `test/` take the place of the usual suites
 * @returns jest's exit status
 */
async function verifyDynamodb(args: readonly string[], end: AbortSignal): Promise<number> {
  let database: DynamodbLocal | undefined;
  try {
    const folder = await fetchDynamodbLocal(join(root, '.cache', 'dynamodb-local'));
    database = await startDynamodbLocal(folder);
    return end.aborted ? 130 : await runJest(args, database.endpoint, end);
  } catch (error) {
    if (!(error instanceof DynamodbLocalError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await database?.stop();
  }
}

async function runJest(
  args: readonly string[],
  endpoint: string,
  end: AbortSignal,
): Promise<number> {
  const jest = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      join(root, 'node_modules/jest/bin/jest.js'),
      '--testMatch=<rootDir>/test/**/*.test.ts',
      // What only AWS’s own engine counts and refuses.
      '--testMatch=<rootDir>/test/**/*.aws.ts',
      `--testTimeout=${TIMEOUT}`,
      ...args,
      ...(args.some(arg => arg.startsWith('test/')) ? [] : [SUITES]),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, CRM_TEST_DYNAMODB: endpoint } },
  );
  const interrupt = () => jest.kill('SIGTERM');
  end.addEventListener('abort', interrupt);
  const [status] = await once(jest, 'close');
  end.removeEventListener('abort', interrupt);
  return typeof status === 'number' ? status : 130;
}
