import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { canaryEvent, canaryEvents, leaks } from '../support/bridge/canary.ts';
import { startContainerProcess } from '../support/bridge/startContainerProcess.ts';
import { type Fault, noFaults } from '../support/bridge/startFaultProxy.ts';
import { type Bridge, createBridge } from '../support/bridge.ts';
import { bodies } from './bodies.ts';

const events = JSON.stringify(canaryEvents(10));
const briefly = { timeLeftMs: 5300 };

let bridge: Bridge;
beforeEach(async () => {
  bridge = await createBridge({ start: startContainerProcess });
});
afterEach(() => bridge.stop());

async function everyRequest(): Promise<void> {
  for (const { body, base64 = false } of bodies) await bridge.post(body, { base64 });
  await bridge.post(events, { token: 'canary' });
  await bridge.post(events, { method: 'GET' });
  await bridge.post(undefined, { method: 'HEAD' });
  await bridge.enqueue('canary');
  await bridge.enqueue(JSON.stringify({ event: canaryEvent(1) }));
  const tooLarge = canaryEvent(1, { contact: { variables: { canary: 'c'.repeat(500_000) } } });
  await bridge.post(JSON.stringify(tooLarge));
  await bridge.drain();
}

async function failing(faults: readonly Fault[], environment = {}): Promise<void> {
  for (const fault of faults) {
    // Cold, so that the secret is asked for.
    await bridge.restart('receive', environment);
    bridge.secrets.faults = () => fault;
    await bridge.post(events, briefly);
    bridge.secrets.faults = noFaults;
    bridge.sqs.faults = () => fault;
    await bridge.post(events, briefly);
    await bridge.post('canary', briefly);
    bridge.sqs.faults = noFaults;
    await bridge.post(JSON.stringify([canaryEvent(1), canaryEvent(2)]));
    bridge.dynamodb.faults = () => fault;
    await bridge.consume();
    bridge.dynamodb.faults = noFaults;
    bridge.sqs.faults = () => fault;
    await bridge.enqueue('canary');
    await bridge.drain({ timeLeftMs: 10_200 });
    bridge.sqs.faults = noFaults;
    await bridge.drain();
  }
}

describe('what receive and consume write to stdout and stderr, as processes of their own', () => {
  test('has no token, path, body, name, e-mail, phone or stack trace, whatever comes and fails', async () => {
    await everyRequest();
    await failing(['error', 'refusal', 'throttling', 'reset', 'lost answer']);
    const output = bridge.output();
    for (const line of ['body rejected', 'events rejected', 'not durable', 'batch']) {
      expect(output).toContain(`"${line}"`);
    }
    expect(leaks(output, bridge.token)).toEqual([]);
  });

  test('has none of it with all logging turned up either', async () => {
    const loud = { POWERTOOLS_LOG_LEVEL: 'TRACE', POWERTOOLS_LOGGER_LOG_EVENT: 'true' };
    await bridge.restart('receive', loud);
    await bridge.restart('consume', loud);
    await everyRequest();
    await failing(['refusal'], loud);
    expect(leaks(bridge.output(), bridge.token)).toEqual([]);
  });

  test('is JSON, a line each', async () => {
    await bridge.post('[1]');
    await bridge.post(events);
    await bridge.drain();
    const lines = bridge.output().trimEnd().split('\n');
    expect(lines.map(line => JSON.parse(line))).toMatchObject([
      { level: 'WARN', message: 'events rejected', reason: 'not an object' },
      { _aws: {}, service: expect.any(String), EventsRejected: 1 },
      { level: 'INFO', message: 'batch', messages: 10, failed: 0 },
      { _aws: {}, service: expect.any(String), BatchSize: 10, EventsWritten: 10 },
    ]);
  });
});
