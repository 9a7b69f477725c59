import { askRoute, seenOf } from '../askRoute.ts';
import { type Finding, failure, must, ok, warning } from '../finding.ts';

/** As long as a token, and none: no token has only one letter. */
const NO_TOKEN = 'x'.repeat(43);
const LOG =
  'look at the log of receive (Logs Insights: warnings and errors), then deploy again; with no answer at all, check the network';

/** A clock that is further off dates corrections and erasures wrongly: seconds. */
const CLOCK = 60;

/**
 * The route from outside, without the secret: what a browser sees, what a wrong token gets, and, by the answer's date,
 * whether this machine's clock is right.
 */
export const checkRoute = async (
  apiUrl: string | undefined,
  now: () => number,
): Promise<readonly Finding[]> => {
  if (apiUrl === undefined) {
    const remedy = 'deploy it again with this version';
    return [failure('route', 'the stack does not say where its API is (HttpApiUrl)', remedy)];
  }
  const url = `${apiUrl.replace(/\/$/, '')}/webhooks/${NO_TOKEN}`;
  const { findings, date } = await askWithoutToken(url, LOG);
  return [...findings, ...checkClock(date, now())];
};

/** The same of the stack that runs here, whose clock is this machine's. @param url with its token, which is left out */
export const checkLocalRoute = async (url: string): Promise<readonly Finding[]> => {
  const without = url.replace(/[^/]*$/, NO_TOKEN);
  return (await askWithoutToken(without, 'start the stack anew with npm start')).findings;
};

const askWithoutToken = async (url: string, remedy: string) => {
  const [greeting, refused] = await Promise.all([askRoute(url, 'GET'), askRoute(url, 'POST')]);
  const harmless = greeting?.status === 200 && !greeting.body.includes(NO_TOKEN);
  const findings = [
    must(harmless, 'route', `GET ${seenOf(greeting)}`, remedy),
    must(refused?.status === 404, 'wrong token', `POST ${seenOf(refused)}`, remedy),
  ];
  return { findings, date: greeting?.date ?? null };
};

const checkClock = (date: string | null, now: number): readonly Finding[] => {
  const off = Math.round(Math.abs(now - Date.parse(date ?? '')) / 1000);
  if (Number.isNaN(off)) return [];
  return [
    off <= CLOCK
      ? ok('clock', `within ${Math.max(off, 1)} s of the API's`)
      : warning(
          'clock',
          `${off} s off the API's`,
          "set this machine's clock: corrections and erasures are dated by it",
        ),
  ];
};
