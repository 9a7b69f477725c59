import { readTokens, stillValid, type Tokens } from '../../../lib/pipeline/rotateToken.ts';
import { WebhookSecretError } from '../../../lib/pipeline/webhookSecret.ts';
import { timeForPeople } from '../../show/times.ts';
import { webhookUrl } from '../../url/webhookUrl.ts';
import { askRoute, seenOf } from '../askRoute.ts';
import { type Finding, failure, must, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** The secret, as far as it can be told without showing it, and whether the door knows its token. */
export const checkSecret = async (patient: Patient): Promise<readonly Finding[]> => {
  const tokens = await readOrUndefined(patient);
  if (tokens === undefined) {
    const remedy =
      'put {"current":"…"} with 43 letters and digits into it (docs/operations.md); until then functions go by what they read before';
    return [failure('secret', 'is not as it was made', remedy)];
  }
  const { current } = tokens.secret;
  return [
    /^[A-Za-z0-9]{43}$/.test(current)
      ? ok('secret', 'is 43 letters and digits')
      : failure(
          'secret',
          'is not 43 letters and digits: somebody chose it by hand',
          'make one with crm token rotate',
        ),
    ...checkPrevious(tokens, patient.now()),
    ...(await checkRightToken(current, patient)),
  ];
};

const readOrUndefined = async ({ secret }: Patient): Promise<Tokens | undefined> => {
  try {
    return await readTokens(secret);
  } catch (error) {
    if (error instanceof WebhookSecretError) return undefined;
    throw error;
  }
};

const checkPrevious = ({ secret }: Tokens, now: number): readonly Finding[] => {
  const until = stillValid(secret, now);
  if (until === undefined) return [];
  const end = until === null ? 'without an end' : `until ${timeForPeople(until)} UTC`;
  return [
    warning(
      'old token',
      `is still valid, ${end}`,
      'when every bot has the new URL: crm token retire',
    ),
  ];
};

const checkRightToken = async (
  token: string,
  { connection }: Patient,
): Promise<readonly Finding[]> => {
  // That there is none is the route's to tell.
  if (connection.apiUrl === undefined) return [];
  const answer = await askRoute(webhookUrl(connection, token), 'POST');
  return [
    must(
      answer?.status === 200,
      'right token',
      `POST of no events ${seenOf(answer)}`,
      answer?.status === 404
        ? 'receive does not know the token that is in force: look again in five minutes, then at its log'
        : 'look at the log of receive (Logs Insights: warnings and errors), then deploy again',
    ),
  ];
};
