import type { Context } from 'aws-lambda';

export type FunctionName = 'receive' | 'consume';

/** One of a function's execution environments, as Lambda starts them: its modules are loaded once, then it is invoked. */
export interface Container {
  /** Invokes the composed handler. Rejects with what it threw. */
  invoke(event: unknown, context: Context): Promise<unknown>;
  /** All that it has written to stdout and stderr, while it started too. */
  output(): string;
  stop(): Promise<void>;
}

/** @throws what the modules threw while they loaded */
export type StartContainer = (
  name: FunctionName,
  environment: Readonly<Record<string, string>>,
) => Promise<Container>;
