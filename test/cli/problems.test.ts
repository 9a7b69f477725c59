import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../lib/crm/config.ts';
import { createTestContext, type TestContext } from '../support/testContext.ts';
import { type Cli, createCli, type Told } from './support/createCli.ts';
import { spawnCrm } from './support/spawnCrm.ts';
import {
  cloudFormationError,
  dynamodbError,
  type Reply,
  stackReply,
  startFakeAws,
} from './support/startFakeAws.ts';

/** Nobody's data may come back in an error. */
const CANARY = 'canary-4711';
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
const OUTPUTS = {
  TableName: 'crm-prod',
  EventsQueueUrl: 'https://example.invalid/events',
  DeadLettersQueueUrl: 'https://example.invalid/dead-letters',
  WebhookSecretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:x',
};

let context: TestContext;
let cli: Cli;
let nowhere: Cli;

beforeAll(async () => {
  context = await createTestContext();
  cli = await createCli(context);
  nowhere = await createCli();
  await context.apply([
    {
      service: 'telegram',
      title: 'Flow',
      bot: { id: 'b' },
      contact: { id: 'c' },
      date: 1700000000,
    },
  ]);
});
afterAll(async () => {
  await cli.remove();
  await nowhere.remove();
  await context.stop();
});

/** One line, that says this, with this status, nothing on stdout, no stack trace, nobody's data. */
const expectProblem = (told: Told, status: number, line: RegExp): void => {
  expect(told).toEqual({
    status,
    stdout: '',
    stderr: expect.stringMatching(/^crm: [^\n]+\n$/),
  });
  expect(told.stderr).toMatch(line);
  expect(told.stderr).not.toMatch(/\n\s+at |Error:|undefined|\[object/);
  expect(told.stderr).not.toContain(CANARY);
};

describe('what is asked in a way that is not understood ends with status 2', () => {
  test.each([
    [['contacts', '--tga', 'vip'], /unknown option '--tga' \(Did you mean --tag\?\)/],
    [['contcats'], /unknown command .*\(Did you mean contacts\?\) \(crm --help lists/],
    [['nope'], /unknown command 'nope' \(crm --help lists the commands\)/],
    [['dead-letters', 'foo'], /knows no foo: write list, show ID, replay or purge/],
    [['dead-letters', 'show', ''], /that id is empty.*\(crm dead-letters show --help tells how/],
    [['dead-letters', 'replay', 'a', ' '], /that id is empty/],
    [['contact', ''], /that id is empty/],
    [['timeline', ' '], /that id is empty/],
    [['timeline', 'c', '--event', ''], /that id is empty/],
    [['timeline', 'c', '--since', CANARY], /--since does not understand that time/],
    [['set', '', 'status=x'], /that id is empty/],
    [['set', 'c', 'status=x', '--by', ' '], /--by wants a name/],
    [['erase', 'c', ''], /that id is empty/],
    [['rebuild', ''], /that id is empty/],
    [['contacts', '--email', CANARY], /that is no e-mail address/],
    [['contacts', '--phone', CANARY], /that is no phone number/],
    [['contacts', '--var', `=${CANARY}`], /--var wants a name and a value/],
    [['contacts', '--since', `${CANARY} 2026`], /--since does not understand that time/],
    [['contacts', '--since', '2026-02-31'], /--since does not understand that time/],
    [['contacts', '--until', '25.11.2026'], /--until does not understand that time/],
    [['contacts', '--limit', '0'], /--limit must be a whole number over 0, or all/],
    [['contacts', '--limit', '1.5'], /--limit must be/],
    [['contacts', '--var', CANARY], /--var wants a name and a value/],
    [['contacts', '--subscription', 'yes'], /--subscription must be one of subscribed/],
    [['contacts', '--tag'], /argument missing/],
    [['contact'], /missing required argument 'id'/],
    [['contacts', '--local', '--stage', 'x'], /exclude each other/],
    [['contacts', '--region', 'eu-west-1'], /name it with --stage/],
    [['export', '--format', 'xls'], /--format must be csv, jsonl or xlsx/],
    [['export', '-o', 'contacts.ods'], /that ending tells no format/],
    [['export', '--format', 'xlsx'], /xlsx needs a file/],
    [['map'], /'--file <file>' not specified/],
  ])('crm %j', async (words, line) => {
    expectProblem(await cli.crm(words), 2, line);
  });
});

describe('what cannot be answered ends with status 1', () => {
  test.each([
    [['contact', CANARY], /there is no contact with that id/],
    [['timeline', CANARY], /there is no contact with that id/],
    [['map', '--file', 'nowhere.json'], /no such file/],
    [['map', '--file', '.'], /that is a folder/],
    [['export', '-o', 'no/such/folder/x.csv'], /no such file or folder/],
  ])('crm %j', async (words, line) => {
    expectProblem(await cli.crm(words), 1, line);
  });

  test('no stack runs here', async () => {
    expectProblem(
      await nowhere.crm(['contacts']),
      1,
      /no stack runs here: start one with npm start/,
    );
    expectProblem(await nowhere.crm(['tags', '--local']), 1, /no stack runs here/);
  });

  test('the table is missing', async () => {
    await writeStack(nowhere, dynamodbOf(context), 'no-such-table');
    expectProblem(await nowhere.crm(['contacts', '--tag', CANARY]), 1, /the table is not there/);
  });

  test.each([
    ['ProvisionedThroughputExceededException', /try again in a minute/],
    ['ThrottlingException', /try again in a minute/],
    ['AccessDeniedException', /these credentials may not/],
    ['SomethingNewException', /that went wrong \(SomethingNewException\)/],
  ])('the table answers %s', async (name, line) => {
    const aws = await startFakeAws(dynamodbError(name, CANARY));
    await writeStack(nowhere, aws.endpoint, 'crm');
    process.env.AWS_MAX_ATTEMPTS = '1';
    const told = await nowhere.crm(['contacts'], { environment: { AWS_MAX_ATTEMPTS: '1' } });
    delete process.env.AWS_MAX_ATTEMPTS;
    await aws.stop();
    expectProblem(told, 1, line);
  });

  test('a wrong crm.config.ts lists all that is wrong with it', async () => {
    const told = await cli.crm(['contacts'], {
      config: new ConfigError('crm.config.ts is wrong:\n  a: b'),
    });
    expect(told).toEqual({
      status: 1,
      stdout: '',
      stderr: 'crm: crm.config.ts is wrong:\n  a: b\n',
    });
  });

  test('an erased contact is not shown, and its time is told', async () => {
    const { eraseContact } = await import('../../lib/pipeline/eraseContact.ts');
    const { defineCrm } = await import('../../lib/crm/config.ts');
    const now = () => Date.parse('2026-11-24T10:00:00Z');
    const pause = async () => {};
    await eraseContact('c', { table: context.table, config: defineCrm({}), now, pause });
    for (const command of ['contact', 'timeline']) {
      expectProblem(await cli.crm([command, 'c']), 1, /was erased on 2026-11-24 10:00:00 UTC/);
    }
    expect(JSON.parse((await cli.crm(['contacts', '--json'])).stdout)).toMatchObject({
      contacts: [],
    });
  });
});

describe('a stage that cannot be asked ends with status 1', () => {
  const askStage = async (
    reply: Reply,
    environment: NodeJS.ProcessEnv = CREDENTIALS,
    words: readonly string[] = [],
  ): Promise<Told> => {
    const aws = await startFakeAws(reply);
    const told = await spawnCrm(['contacts', '--stage', 'prod', ...words], {
      AWS_ENDPOINT_URL_CLOUDFORMATION: aws.endpoint,
      ...environment,
    });
    await aws.stop();
    return told;
  };

  test('no such stack, in the region that a deploy would take', async () => {
    const reply = cloudFormationError(
      'ValidationError',
      'Stack with id crm-bridge-prod does not exist',
    );
    expectProblem(
      await askStage(reply),
      1,
      /no stack crm-bridge-prod in us-east-1: deploy it \(npx serverless deploy --stage prod\)/,
    );
    expectProblem(
      await askStage(reply, { ...CREDENTIALS, AWS_REGION: 'eu-west-1' }),
      1,
      /eu-west-1/,
    );
    const named = ['--region', 'eu-central-1'];
    expectProblem(await askStage(reply, CREDENTIALS, named), 1, /eu-central-1/);
  });

  test('no credentials', async () => {
    expectProblem(await askStage(stackReply(OUTPUTS), {}), 1, /no AWS credentials were found/);
    const unknown = await askStage(stackReply(OUTPUTS), {}, ['--profile', 'nobody']);
    expectProblem(unknown, 1, /no AWS credentials were found/);
  });

  test.each([
    ['ExpiredToken', 403, /have expired: log in again/],
    ['InvalidClientTokenId', 403, /AWS does not know these credentials/],
    ['AccessDenied', 403, /may not read the stage: allow cloudformation:DescribeStacks/],
    ['Throttling', 400, /try again in a minute/],
  ])('%s', async (code, status, line) => {
    expectProblem(await askStage(cloudFormationError(code, CANARY, status)), 1, line);
  });

  test('nothing listens where the table should be', async () => {
    const environment = { ...CREDENTIALS, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' };
    expectProblem(
      await askStage(stackReply(OUTPUTS), environment),
      1,
      /no answer from the endpoint/,
    );
  });

  test('an output is missing', async () => {
    const told = await askStage(stackReply({ EventsQueueUrl: 'x' }));
    expectProblem(told, 1, /has no output TableName: deploy it again/);
  });
});

test('a stage that is there is asked like the local stack', async () => {
  const aws = await startFakeAws(stackReply({ ...OUTPUTS, TableName: context.tableName }));
  await context.apply([
    {
      service: 'telegram',
      title: 'Flow',
      bot: { id: 'b' },
      contact: { id: 'd' },
      date: 1700000000,
    },
  ]);
  const told = await spawnCrm(['contacts', '--stage', 'prod', '--json'], {
    AWS_ENDPOINT_URL_CLOUDFORMATION: aws.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbOf(context),
    AWS_ACCESS_KEY_ID: context.engines.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: context.engines.credentials.secretAccessKey,
  });
  await aws.stop();
  expect(told.stderr).toBe('');
  expect(JSON.parse(told.stdout).contacts).toMatchObject([{ contact_id: 'd' }]);
  expect(aws.asked[0]).toContain('StackName=crm-bridge-prod');
});

const dynamodbOf = ({ engines }: TestContext): string =>
  process.env.CRM_TEST_DYNAMODB ?? engines.dynamodb.endpoint;

const writeStack = async ({ folder }: Cli, dynamodb: string, table: string): Promise<void> => {
  const { credentials, region } = context.engines;
  const endpoints = { dynamodb, sqs: dynamodb };
  const stack = { pid: process.pid, endpoints, region, credentials, table, queues: {} };
  await mkdir(join(folder, '.crm'), { recursive: true });
  await writeFile(join(folder, '.crm', 'local.json'), JSON.stringify(stack));
};
