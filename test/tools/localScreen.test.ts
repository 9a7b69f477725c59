import { describe, expect, test } from '@jest/globals';
import { batchLine } from '../../tools/local/console/batchLine.ts';
import { cliLines } from '../../tools/local/console/cliLines.ts';
import { coloursFor } from '../../tools/local/console/colours.ts';
import { contactBlock } from '../../tools/local/console/contactBlock.ts';
import { functionLine } from '../../tools/local/console/functionLine.ts';
import { createRedact } from '../../tools/local/console/redact.ts';
import { requestLine } from '../../tools/local/console/requestLine.ts';
import { readStack } from '../../tools/local/readStack.ts';
import { routeOf } from '../../tools/local/serverless/watchRequests.ts';
import { whyItEnded } from '../../tools/local/serverless/whyItEnded.ts';

const colours = coloursFor({ isTTY: false });
const token = 'Tok3nTok3nTok3n';
const route = '/webhooks/{token}';

describe('a request on the screen', () => {
  test.each([
    ['/webhooks/abc', route],
    ['/webhooks/abc?x=/webhooks/y#z', route],
    ['/webhooks/{token}', route],
    ['/webhooks/a/b', undefined],
    ['/webhook/abc', undefined],
    ['/', undefined],
  ])('%s is served by %s', (url, expected) => {
    expect(routeOf(url, [route])).toBe(expected);
  });

  test('it has method, route, status and time, and no path', () => {
    const request = { method: 'POST', route, status: 200, milliseconds: 12 };
    expect(requestLine(request, colours)).toMatch(/^POST \/webhooks\/\{token\} +200 {2}12 ms$/);
  });

  test('a path that nothing is served at is not shown: it may be a mistyped URL', () => {
    const line = requestLine({ method: 'GET', status: 404, milliseconds: 1 }, colours);
    expect(line).toBe('GET (a path that nothing is served at) 404  1 ms');
  });
});

describe('the token on the screen', () => {
  const redact = createRedact(token, [route, route]);

  test.each([
    [`POST /webhooks/${token} failed`, 'POST /webhooks/{token} failed'],
    [`token ${token}, twice ${token}`, 'token {token}, twice {token}'],
    ['GET /webhooks/mistyped?a=b', 'GET /webhooks/{token}?a=b'],
    ['{"path":"/webhooks/older"}', '{"path":"/webhooks/{token}"}'],
    ['GET /webhooks/{token} 200', 'GET /webhooks/{token} 200'],
    ['nothing to hide', 'nothing to hide'],
  ])('%s is shown as %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

describe('what functions and serverless-offline print', () => {
  test.each([
    '',
    'Starting Offline at stage dev (us-east-1)',
    'Server ready: http://127.0.0.1:3000 🚀',
    `POST /webhooks/${token} (λ: receive)`,
    '(λ: receive) RequestId: 2aeeb388  Duration: 275.87 ms  Billed Duration: 276 ms',
    ' │   POST | http://127.0.0.1:3000/webhooks/{token}                           │',
    '      at processTicksAndRejections (node:internal/process/task_queues:104:5)',
    '      at send (/project/node_modules/@aws-sdk/core/index.js:1:1)',
    '{"_aws":{"Timestamp":1},"accepted":1}',
  ])('%j is left out', line => {
    expect(functionLine(line, colours)).toEqual({ bad: false });
  });

  test('a log entry is laid out without what is the same on every line', () => {
    const entry = {
      level: 'INFO',
      message: 'batch',
      timestamp: '2026-01-01T00:00:00.000Z',
      service: 'crm-bridge',
      messages: 2,
      reason: 'none',
    };
    expect(functionLine(JSON.stringify(entry), colours)).toEqual({
      text: 'info   batch  messages=2  reason=none',
      bad: false,
    });
  });

  test('an error entry and a line that is no entry count as gone wrong', () => {
    expect(functionLine('{"level":"ERROR","message":"no"}', colours).bad).toBe(true);
    expect(functionLine('× Error: boom', colours)).toEqual({ text: '× Error: boom', bad: true });
  });

  test('a batch tells what is done and what comes again', () => {
    const outcome = { messageIds: ['a', 'b', 'c'], failed: ['b'], undeleted: [] };
    expect(batchLine('consume', outcome, colours)).toMatch(
      /^consume 3 messages +2 done, 1 back to the queue$/,
    );
  });
});

describe('why serverless ended', () => {
  const around = ['Environment: linux, node 24', 'Docs:        github.com/oss-serverless/osls', ''];

  test.each([
    [
      'Cannot resolve serverless.yml: Variables resolution errored with:\n  - Cannot resolve variable at "functions.receive.timeout": Value not found at "env" source',
      'serverless.yml: Cannot resolve variable at "functions.receive.timeout": Value not found at "env" source',
    ],
    [
      "Configuration error at 'functions.receive': unrecognized property 'timeuot'\n\nLearn more about configuration validation here: https://example.invalid",
      "serverless.yml: functions.receive: unrecognized property 'timeuot'",
    ],
    ['Cannot parse "serverless.yml": bad', 'Cannot parse "serverless.yml": bad'],
  ])('of %j there is shown %j', (error, expected) => {
    expect(whyItEnded([...around, 'Error:', ...error.split('\n')])).toBe(expected);
  });

  test('where it gave no error, all that it said is shown', () => {
    expect(whyItEnded(['one', 'two'])).toBe('one\ntwo');
    expect(whyItEnded([])).toBe('it gave no reason');
  });
});

describe('a contact on the screen', () => {
  test('what is known of it stands under the title of its webhook', () => {
    const contactRow = {
      name: 'Ann',
      phone: '+12025550101',
      tags: ['a', 'b'],
      variables: { city: 'Riga', '@@odd': 3 },
    };
    expect(contactBlock({ id: 'c1', title: 'Booked', contactRow }, colours)).toBe(
      [
        '  Booked',
        '    contact    c1',
        '    name       Ann',
        '    phone      +12025550101',
        '    tags       a, b',
        '    variables  city = Riga',
        '               @odd = 3',
      ].join('\n'),
    );
  });

  test('escape sequences in a name do not reach the terminal', () => {
    const contactRow = { name: 'A\u001b[2Jnn 👨‍👩‍👧' };
    expect(contactBlock({ id: 'c', title: 't', contactRow }, colours)).toContain(
      'A\\u001b[2Jnn 👨‍👩‍👧',
    );
  });
});

describe('the lines for the AWS CLI', () => {
  const file = {
    pid: 1,
    webhookUrl: '',
    endpoints: { dynamodb: 'http://d', sqs: 'http://s', secretsManager: '', lambda: '' },
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    table: 'crm',
    queues: { events: 'http://s/events', deadLetters: 'http://s/dead-letters' },
  };
  const example = { contactKey: 'c1', lookup: "webhook#It's" };
  const lines = cliLines(file, readStack('serverless.yml').table, example).map(({ line }) => line);

  test('credentials, a contact by id, by title, and the dead letters', () => {
    expect(lines).toEqual([
      'export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=us-east-1',
      `aws dynamodb query --endpoint-url http://d --table-name crm --key-condition-expression 'contact_id = :k' --expression-attribute-values '{":k":{"S":"c1"}}'`,
      `aws dynamodb query --endpoint-url http://d --table-name crm --index-name byLookup --key-condition-expression 'lookup = :k' --expression-attribute-values '{":k":{"S":"webhook#It'\\''s"}}'`,
      'aws sqs receive-message --endpoint-url http://s --queue-url http://s/dead-letters',
    ]);
  });
});
