import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './errorCode.ts';

/** Where to send, or a line that says why there is nowhere. */
export type Target = { readonly url: URL } | { readonly problem: string };

const NO_STACK = 'no local stack is running: start one with `npm start`, or name a URL with --url';

/**
 * The URL that was named, else that of the local stack, which leaves it in `.crm/local.json` while it runs.
 *
 * @param root the project's folder
 */
export const findTarget = async (named: string | undefined, root: string): Promise<Target> => {
  if (named !== undefined) return readUrl(named, 'the URL after --url');
  const stack = await readStack(join(root, '.crm', 'local.json'));
  return stack === undefined
    ? { problem: NO_STACK }
    : readUrl(stack, 'the webhookUrl in .crm/local.json');
};

/** A webhook's URL for people's eyes: its last part is the secret, and a query might hold another. */
export const withoutSecret = (url: URL): string =>
  `${url.protocol}//${url.host}${url.pathname.replace(/[^/]*\/?$/, '…')}`;

// The URL itself never goes into a message: whoever reads the terminal must not learn the secret.
const readUrl = (text: string, what: string): Target => {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return { problem: `${what} must begin with http:// or https://` };
  }
  if (url.username !== '' || url.password !== '') {
    return { problem: `${what} must not hold a user name or password` };
  }
  return { url };
};

/** Undefined when no stack runs; the file of one that was killed is still there, but its process is not. */
const readStack = async (path: string): Promise<string | undefined> => {
  try {
    const stack: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof stack !== 'object' || stack === null) return undefined;
    if ('pid' in stack && typeof stack.pid === 'number' && !isAlive(stack.pid)) return undefined;
    return 'webhookUrl' in stack && typeof stack.webhookUrl === 'string'
      ? stack.webhookUrl
      : undefined;
  } catch {
    return undefined;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is alive all the same.
    return errorCode(error) === 'EPERM';
  }
};
