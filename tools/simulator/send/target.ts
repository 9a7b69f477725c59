import { readLocalStackFile } from '../../local/localStackFile.ts';

/** Where to send, or a line that says why there is nowhere. */
export type Target = { readonly url: URL } | { readonly problem: string };

const NO_STACK = 'no local stack is running: start one with `npm start`, or name a URL with --url';

/**
 * The URL that was named, else that of the local stack, which leaves it in `.crm/local.json` while it runs.
 *
 * @param root the project's folder
 */
export const findTarget = (named: string | undefined, root: string): Target => {
  if (named !== undefined) return readUrl(named, 'the URL after --url');
  const stack = readLocalStackFile(root);
  return stack === undefined
    ? { problem: NO_STACK }
    : readUrl(stack.webhookUrl, 'the webhookUrl in .crm/local.json');
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
