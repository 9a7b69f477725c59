import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { copyTable } from './deploy/copyTable.ts';

/**
 * `npm run copy:table -- --from OLD --to NEW [--erased-in TABLE]`: fills a new table from one that was kept or restored.
 * Region and credentials are those that the AWS CLI would take. docs/operations.md tells when.
 */
const usage = 'npm run copy:table -- --from OLD --to NEW [--erased-in TABLE]';
const {
  from,
  to,
  'erased-in': erasedIn,
} = parseArgs({
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    'erased-in': { type: 'string' },
  },
}).values;

if (from === undefined || to === undefined || from === to) {
  console.error(`copy:table needs two tables: ${usage}`);
  process.exitCode = 2;
} else {
  // The table's own cap slows it down: the SDK waits and tries again.
  const client = new DynamoDBClient({ maxAttempts: 12 });
  try {
    const options = { client, from, to, ...(erasedIn !== undefined && { erasedIn }) };
    const { copied, kept, erased } = await copyTable({
      ...options,
      onProgress: counts => process.stderr.write(`\r${counts.copied + counts.kept} rows`),
    });
    process.stderr.write('\n');
    console.log(`${copied} rows copied, ${kept} were there already`);
    if (erasedIn !== undefined) console.log(`${erased} left out: their people were erased since`);
  } catch (error) {
    console.error(`\ncopy:table: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
