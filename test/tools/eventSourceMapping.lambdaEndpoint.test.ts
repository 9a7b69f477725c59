import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { lambdaEndpointInvoker } from '../../tools/eventSourceMapping/lambdaEndpointInvoker.ts';
import { createTestContext, mapTo } from './eventSourceMapping.support.ts';

/** A port of 127.0.0.1 that nothing listened on a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/**
 * serverless-offline's Lambda endpoint, in a thread of its own: it tells errors by `instanceof`,
 * which does not hold in the realm that jest makes for its tests.
 */
async function startLambda(directory: string, port: number): Promise<Worker> {
  const definition = { name: 'crm-consume', handler: 'consume.handler', timeout: 1 };
  const provider = { region: 'us-east-1', runtime: 'nodejs24.x' };
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
    import('serverless-offline/lambda').then(async ({ default: Lambda }) => {
      const lambda = new Lambda(...workerData.settings);
      lambda.create([{ functionKey: 'consume', functionDefinition: workerData.definition }]);
      await lambda.start();
      parentPort.postMessage('listening');
    });`,
    {
      eval: true,
      workerData: {
        definition,
        settings: [
          { service: { provider }, config: { servicePath: directory }, serviceDir: directory },
          { host: '127.0.0.1', lambdaPort: port, terminateIdleLambdaTime: 60, corsConfig: false },
        ],
      },
    },
  );
  await once(worker, 'message');
  return worker;
}

describe('an invoker by serverless-offline’s Lambda endpoint', () => {
  let lambda: Worker;
  let directory: string;
  let endpoint: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'event-source-mapping-'));
    await writeFile(
      join(directory, 'consume.mjs'),
      `export const handler = async ({ Records }) => {
        const bodies = Records.map(record => record.body);
        if (bodies.includes('throw')) throw new TypeError('thrown');
        if (bodies.includes('nothing')) return undefined;
        if (bodies.includes('forever')) return new Promise(() => setInterval(() => {}, 1000));
        const failed = Records.filter(({ body }) => body === 'fail');
        return { batchItemFailures: failed.map(r => ({ itemIdentifier: r.messageId })) };
      };`,
    );
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    lambda = await startLambda(directory, port);
  });
  afterAll(async () => {
    await lambda.terminate();
    await rm(directory, { recursive: true });
  });

  const invoke = (body: string, functionName = 'crm-consume') =>
    lambdaEndpointInvoker({ endpoint, functionName })({
      Records: [{ messageId: '1', body }],
    } as unknown as SQSEvent);

  test('hands over the event and hands back the answer', async () => {
    expect(await invoke('fine')).toEqual({ payload: '{"batchItemFailures":[]}' });
    expect(await invoke('fail')).toEqual({
      payload: '{"batchItemFailures":[{"itemIdentifier":"1"}]}',
    });
  });

  test('hands back an empty payload where the function answers nothing', async () => {
    expect(await invoke('nothing')).toEqual({ payload: '' });
  });

  test.each([
    ['throws', 'throw', 'Unhandled: Error: thrown'],
    ['takes longer than its timeout', 'forever', 'Unhandled: Error: [504] - Lambda timeout.'],
  ])(
    'hands back a function error, despite status 200, when the function %s',
    async (_, body, text) => {
      expect(await invoke(body)).toEqual({ functionError: text });
    },
  );

  test('rejects when the function is not known', async () => {
    await expect(invoke('fine', 'crm-other')).rejects.toThrow(
      'crm-other was not invoked: status 404, ResourceNotFoundException',
    );
  });

  test('rejects when nothing listens', async () => {
    const nowhere = { endpoint: `http://127.0.0.1:${await freePort()}`, functionName: 'consume' };
    await expect(lambdaEndpointInvoker(nowhere)({ Records: [] })).rejects.toThrow('fetch failed');
  });

  test('serves a mapping from queue to function and back', async () => {
    const context = await createTestContext();
    const queue = await context.createQueue({ maxReceiveCount: 2 });
    await queue.send(['fine', 'fail']);
    const mapping = mapTo(context, queue, async () => undefined, {
      invoke: lambdaEndpointInvoker({ endpoint, functionName: 'crm-consume' }),
    });
    await mapping.drain();
    expect(await queue.size()).toBe(0);
    expect((await queue.deadLetters()).map(({ Body }) => Body)).toEqual(['fail']);
    expect(mapping.errors).toEqual([]);
    await context.stop();
  });
});
