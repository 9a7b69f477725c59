/** What became of one request. */
export type Answer =
  /** In the bridge's words: each event was taken or, by its place in the body, not. */
  | { readonly outcome: 'taken'; readonly accepted: number; readonly rejected: readonly Rejected[] }
  /** Any other answer: nothing of the body counts as accepted. */
  | { readonly outcome: 'refused'; readonly status: number; readonly reason: string }
  /** No attempt was answered; the sender has given up. */
  | { readonly outcome: 'unreachable'; readonly reason: string }
  /** The sender was told to stop before an attempt was answered. */
  | { readonly outcome: 'stopped' };

export interface Rejected {
  readonly index: number;
  readonly reason: string;
}

/** Statuses after which no other request will fare better: it is the URL that is wrong. */
const WRONG_URL = new Set([301, 302, 307, 308, 401, 403, 404, 405]);

/** Reads the receiver's answer to one request. */
export const readAnswer = (status: number, text: string): Answer => {
  const answer = parse(text);
  // 413 comes with a receipt too, where nothing of the body was small enough.
  if ((status === 200 || status === 413) && isReceipt(answer)) {
    return { outcome: 'taken', accepted: answer.accepted, rejected: answer.rejected };
  }
  if (status === 200) {
    // serverless-offline answers 200 with a stack trace where a handler threw.
    return { outcome: 'refused', status, reason: "the answer is not the bridge's" };
  }
  return { outcome: 'refused', status, reason: reasonOf(status, answer) };
};

/** Whether there is no sense in going on. */
export const isFinal = (answer: Answer): boolean =>
  answer.outcome === 'unreachable' ||
  (answer.outcome === 'refused' && WRONG_URL.has(answer.status));

const reasonOf = (status: number, answer: unknown): string => {
  if (status === 404) return "the URL's last part is not the secret of this stack";
  if (WRONG_URL.has(status)) return 'this is not the URL of a webhook';
  for (const key of ['error', 'message', 'reason'] as const) {
    const said = isRecord(answer) ? answer[key] : undefined;
    if (typeof said === 'string') return said;
  }
  return 'no reason given';
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isReceipt = (
  value: unknown,
): value is { readonly accepted: number; readonly rejected: readonly Rejected[] } =>
  isRecord(value) &&
  typeof value.accepted === 'number' &&
  Array.isArray(value.rejected) &&
  value.rejected.every(
    each => isRecord(each) && typeof each.index === 'number' && typeof each.reason === 'string',
  );
