import type { Stack } from '../stack/stack.ts';

/** What the plugin, within the `serverless` process, tells `npm start`. */
export type FromPlugin =
  | { readonly kind: 'described'; readonly stack: Stack }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'request' } & Request);

/** What `npm start` answers to `described`: the environment of each function by its key. */
export type FromStart = {
  readonly kind: 'environments';
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** One request that was answered. It has the route, never the path: that ends in the token. */
export interface Request {
  readonly method: string;
  /** As in `serverless.yml`, `/webhooks/{token}`; absent where nothing is served at that path. */
  readonly route?: string;
  readonly status: number;
  readonly milliseconds: number;
}
