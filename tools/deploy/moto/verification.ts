import type { Checks } from '../createChecks.ts';
import type { AwsCli } from './awsCli.ts';

/** What the parts of `verify:deploy` share. */
export interface Verification {
  readonly check: Checks['check'];
  readonly aws: AwsCli;
  /** Of moto. */
  readonly endpoint: string;
  /** Region and credentials. */
  readonly environment: Readonly<Record<string, string>>;
  /** The project's folder. */
  readonly root: string;
  /** A folder for what is fetched. */
  readonly scratch: string;
  readonly stage: string;
  /** The name of the stack. */
  readonly stack: string;
}
