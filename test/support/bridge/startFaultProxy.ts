import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer } from '../../../tools/local/engines/closeServer.ts';
import { listenOnLoopback } from '../../../tools/local/engines/listenOnLoopback.ts';

/** A call that an SDK client makes. */
export interface Call {
  /** `PutItem`, `SendMessageBatch`, … */
  readonly operation: string;
  /** The request's JSON text. */
  readonly body: string;
}

/**
 * What goes wrong with a call: the service says that it failed, refuses for good, throttles, drops the connection,
 * never answers, or does it and the answer is lost; or it takes a batch but for some of its entries.
 */
export type Fault =
  | 'error'
  | 'refusal'
  | 'throttling'
  | 'reset'
  | 'silence'
  | 'lost answer'
  | { readonly refuse: (messageBody: string) => boolean };

/** Decides about each call; undefined lets it pass. */
export type Faults = (call: Call) => Fault | undefined;

export interface FaultProxy {
  readonly endpoint: string;
  /** May be set at any time. */
  faults: Faults;
  /** All calls so far. */
  readonly calls: Call[];
  stop(): Promise<void>;
}

export const noFaults: Faults = () => undefined;

/**
 * Stands between the SDK's clients and an engine, on a free port of 127.0.0.1, and lets calls fail as services do. The
 * handlers keep their own clients, with all their timeouts and attempts.
 */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const call = { operation, body };
    proxy.calls.push(call);
    const fault = proxy.faults(call);
    if (fault === 'silence') return;
    if (fault === 'reset') return void response.destroy();
    const answered =
      typeof fault === 'object' && operation === 'SendMessageBatch'
        ? await forwardBatch(target, request, body, fault.refuse)
        : isAnswer(fault)
          ? answers[fault]
          : await forward(target, request, body);
    if (fault === 'lost answer') return void response.destroy();
    response.writeHead(answered.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(answered.body);
  }

  const proxy: FaultProxy = {
    endpoint: await listenOnLoopback(server),
    faults: noFaults,
    calls: [],
    stop: () => closeServer(server),
  };
  return proxy;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

const failure = (status: number, type: string): Answer => ({
  status,
  body: JSON.stringify({ __type: type, message: `${type}, by the test's wish` }),
});

const answers = {
  error: failure(500, 'InternalServerError'),
  refusal: failure(400, 'AccessDeniedException'),
  throttling: failure(400, 'ThrottlingException'),
};

const isAnswer = (fault: Fault | undefined): fault is keyof typeof answers =>
  typeof fault === 'string' && Object.hasOwn(answers, fault);

async function forward(target: string, request: IncomingMessage, body: string): Promise<Answer> {
  const names = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date'];
  const headers = names.map(name => [name, String(request.headers[name])] as [string, string]);
  const response = await fetch(target, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
}

interface BatchRequest {
  readonly Entries: readonly { readonly Id: string; readonly MessageBody: string }[];
}

/** The queue gets the entries that it may take; the others are in the answer as failed, as SQS has it. */
async function forwardBatch(
  target: string,
  request: IncomingMessage,
  body: string,
  refuse: (messageBody: string) => boolean,
): Promise<Answer> {
  const batch = JSON.parse(body) as BatchRequest;
  const refused = batch.Entries.filter(({ MessageBody }) => refuse(MessageBody));
  const entries = batch.Entries.filter(entry => !refused.includes(entry));
  const taken =
    entries.length === 0
      ? { status: 200, body: '{}' }
      : await forward(target, request, JSON.stringify({ ...batch, Entries: entries }));
  if (taken.status !== 200) return taken;
  const failed = refused.map(({ Id: id }) => ({
    Id: id,
    SenderFault: false,
    Code: 'InternalError',
  }));
  return { status: 200, body: JSON.stringify({ ...JSON.parse(taken.body), Failed: failed }) };
}
