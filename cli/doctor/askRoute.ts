const PATIENCE_MS = 15_000;

export interface RouteAnswer {
  readonly status: number;
  readonly body: string;
  readonly date: string | null;
}

/**
 * Asks the webhook's route. The URL holds a token, so no error of the call leaves here.
 *
 * @returns undefined where nothing answers in time
 */
export const askRoute = async (
  url: string,
  method: 'GET' | 'POST',
): Promise<RouteAnswer | undefined> => {
  try {
    const response = await fetch(url, {
      method,
      // A token is posted nowhere else.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      // No event at all: whoever takes it, nothing is stored.
      ...(method === 'POST' && { body: '[]', headers: { 'content-type': 'application/json' } }),
    });
    const body = await response.text();
    return { status: response.status, body, date: response.headers.get('date') };
  } catch {
    return undefined;
  }
};

/** What was seen of an answer, for people. */
export const seenOf = (answer: RouteAnswer | undefined): string =>
  answer === undefined ? 'does not answer' : `answers ${answer.status}`;
