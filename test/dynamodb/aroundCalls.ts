import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A command on its way to the engine: its name without `Command`, and its input in plain values. */
export interface Call {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Sends a call, with its own input or with another, and gives the answer in plain values. */
export type Send = (input?: Call['input']) => Promise<Readonly<Record<string, unknown>>>;

const NAME = 'aroundCalls';

/**
 * Puts a function around each call that a client sends, at the SDK's middleware stack: it may look on, alter what is
 * asked or answered, or throw instead.
 *
 * @returns takes it out again
 */
export const aroundCalls = (
  { middlewareStack }: DynamoDBDocumentClient,
  around: (call: Call, send: Send) => ReturnType<Send>,
): (() => void) => {
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async args => {
        const input = args.input as unknown as Call['input'];
        let answered: Awaited<ReturnType<typeof next>> | undefined;
        const call = { name: commandName.replace(/Command$/, ''), input };
        const output = await around(call, async (other = input) => {
          answered = await next({ ...args, input: other as unknown as typeof args.input });
          return answered.output as unknown as Call['input'];
        });
        return { response: answered?.response, output: output as never };
      },
    { step: 'initialize', priority: 'high', name: NAME, override: true },
  );
  return () => {
    middlewareStack.remove(NAME);
  };
};
