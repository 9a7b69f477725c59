import type { Connection } from '../connect/connection.ts';
import { Problem } from '../problem.ts';
import { write } from '../show/write.ts';
import type { World } from '../world.ts';

/** The URL to paste. @throws Problem when the stack does not say where its API is */
export const webhookUrl = ({ apiUrl }: Connection, token: string): string => {
  if (apiUrl === undefined)
    throw new Problem('the stack has no output HttpApiUrl: deploy it again with this version');
  return `${apiUrl.replace(/\/$/, '')}/webhooks/${token}`;
};

/** The URL of the stack that runs here. @throws Problem when a version before this one started it */
export const localUrl = ({ webhookUrl }: Connection): string => {
  if (webhookUrl === undefined)
    throw new Problem('the local stack does not say what its URL is: start it anew with npm start');
  return webhookUrl;
};

/**
 * The URL has the secret: a terminal sees it, and whoever says --yes. A log that a pipe ends in does not.
 *
 * @throws Problem
 */
export const mayShowUrl = (yes: true | undefined, { stdout }: World): void => {
  if (!yes && !stdout.isTTY) {
    throw new Problem(
      'the URL holds the secret, and this is no terminal: say --yes if it may be shown here',
    );
  }
};

export const printUrl = (url: string, json: true | undefined, { stdout }: World): void =>
  write(stdout, json ? `${JSON.stringify({ url }, null, 2)}\n` : `${url}\n`);
