import type { Clock } from '../../clock.ts';
import { type Answer, readAnswer } from './answer.ts';
import { errorCode } from './errorCode.ts';

export interface DeliverOptions {
  readonly url: URL;
  /** When it fires, no further attempt is made; one under way is waited for. */
  readonly stop: AbortSignal;
  readonly clock: Clock;
  /** Told before each wait why it is necessary. */
  readonly onWait?: (reason: string) => void;
}

/** Milliseconds before the second attempt, the third, … After the last the sender gives up: half a minute in all. */
const WAITS = [250, 500, 1000, 2000, 4000, 8000, 8000, 8000];

/** API Gateway answers within 30 seconds. */
const PATIENCE = 40_000;

/** Statuses that ask a sender to try again; the bridge answers 503 when something could not be made durable. */
const AGAIN = new Set([429, 502, 503, 504]);

/**
 * Posts one body as a careful sender would: again after a failed connection or a 503, for a repeat changes nothing.
 *
 * @returns what became of it; never rejects for what the network or the receiver did
 */
export const deliver = async (
  body: string | Uint8Array<ArrayBuffer>,
  { url, stop, clock, onWait }: DeliverOptions,
): Promise<Answer> => {
  for (let attempt = 0; ; attempt++) {
    const answer = await post(url, body);
    if (typeof answer !== 'string') return answer;
    const wait = WAITS[attempt];
    if (wait === undefined) return { outcome: 'unreachable', reason: answer };
    onWait?.(answer);
    await clock.sleep(wait, stop).catch(() => undefined);
    if (stop.aborted) return { outcome: 'stopped' };
  }
};

/** One attempt: the answer, or the reason to try again. */
const post = async (url: URL, body: string | Uint8Array<ArrayBuffer>): Promise<Answer | string> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      // A redirected POST would arrive as a GET.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await response.text();
    if (AGAIN.has(response.status)) return `status ${response.status}`;
    return readAnswer(response.status, withoutSecretOf(url, text));
  } catch (error) {
    return reasonOf(error);
  }
};

/** What the receiver says is shown to people, and it may quote the path. */
const withoutSecretOf = (url: URL, text: string): string => {
  const secret = url.pathname.split('/').findLast(part => part !== '');
  return secret === undefined || secret.length < 8 ? text : text.replaceAll(secret, '…');
};

// Only the code: the messages of fetch may quote the URL, which holds the secret.
const reasonOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return 'the connection failed';
  if ('name' in error && error.name === 'TimeoutError') {
    return `no answer within ${PATIENCE / 1000} seconds`;
  }
  const code = 'cause' in error ? errorCode(error.cause) : undefined;
  return code === undefined ? 'the connection failed' : `the connection failed (${code})`;
};
