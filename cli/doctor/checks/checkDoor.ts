import {
  previousUntil,
  readWebhookSecret,
  type WebhookSecret,
} from '../../../lib/pipeline/webhookSecret.ts';
import { timeForPeople } from '../../show/times.ts';
import { webhookUrl } from '../../url/webhookUrl.ts';
import { type Finding, failure, must, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { checkClock } from './checkStack.ts';

const PATIENCE_MS = 15_000;

/** The secret, as far as it can be told without showing it. */
export const checkSecret = async ({ secret, now }: Patient): Promise<readonly Finding[]> => {
  const text = (await secret.read()).text;
  let read: WebhookSecret;
  try {
    read = readWebhookSecret(text);
  } catch {
    return [
      failure(
        'secret',
        'is not as it was made',
        'put {"current":"…"} with 43 letters and digits into it (docs/operations.md)',
      ),
    ];
  }
  const until = previousUntil(read, now());
  return [
    must(
      /^[A-Za-z0-9]{43}$/.test(read.current),
      'secret',
      'is 43 letters and digits',
      'somebody chose it by hand: make one with crm token rotate',
    ),
    ...(until === undefined
      ? []
      : [
          warning(
            'old token',
            `valid until ${timeForPeople(until)} UTC`,
            'when every bot has the new URL: crm token retire',
          ),
        ]),
  ];
};

/** The route, from outside: what a browser sees, and what a wrong token gets. */
export const checkRoute = async ({
  connection,
  secret,
  now,
}: Patient): Promise<readonly Finding[]> => {
  if (connection.apiUrl === undefined) {
    return [
      failure(
        'route',
        'the stack does not say where its API is',
        'deploy it again with this version',
      ),
    ];
  }
  const { current } = readWebhookSecret((await secret.read()).text);
  const ask = (token: string, method: string): Promise<Response> =>
    fetch(webhookUrl(connection, token), {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(method === 'POST' && { body: '[]' }),
    });
  const [greeting, refused, empty] = await Promise.all([
    ask(current, 'GET'),
    ask('x'.repeat(43), 'POST'),
    ask(current, 'POST'),
  ]);
  const remedy =
    'look at the log of receive (Logs Insights: warnings and errors), then deploy again';
  return [
    must(greeting.status === 200, 'route', `GET answers ${greeting.status}`, remedy),
    must(refused.status === 404, 'wrong token', `is answered with ${refused.status}`, remedy),
    must(
      empty.status === 200,
      'right token',
      `an empty POST is answered with ${empty.status}`,
      remedy,
    ),
    ...checkClock(greeting.headers.get('date'), now()),
  ];
};

export const checkLocalRoute = async (url: string): Promise<readonly Finding[]> => {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  return [
    status === 200
      ? ok('route', 'GET answers 200')
      : failure('route', `GET answers ${status}`, 'start the stack anew with npm start'),
  ];
};
