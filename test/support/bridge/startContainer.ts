import type { Context } from 'aws-lambda';
import { captureOutput } from './captureOutput.ts';
import type { FunctionName, StartContainer } from './container.ts';

interface Handlers {
  readonly handler: (event: unknown, context: Context) => unknown;
}

let started = 0;

/** Starts a container in this process: the handler's modules, loaded anew, with this environment. */
export const startContainer: StartContainer = async (name, environment) => {
  const capture = captureOutput();
  // The SDK's clients look at it until their first call, so it stays.
  Object.assign(process.env, environment);
  try {
    const { handler } = await capture.during(() => load(name));
    return {
      invoke: (event, context) =>
        capture.during(async () => {
          try {
            return await handler(event, context);
          } catch (error) {
            // As Lambda's runtime does.
            console.error('Invoke Error', error);
            throw error;
          }
        }),
      output: capture.output,
      stop: async () => capture.stop(),
    };
  } catch (error) {
    capture.stop();
    throw error;
  }
};

/** By another name each time, so that it is another module. */
const load = async (name: FunctionName): Promise<Handlers> => {
  started += 1;
  return (await import(`../../../handlers/${name}.ts?container=${started}`)) as Handlers;
};
