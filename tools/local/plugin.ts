import { behaveAsApiGateway, type HapiServer } from './serverless/behaveAsApiGateway.ts';
import type { FromPlugin, FromStart } from './serverless/messages.ts';
import { watchRequests } from './serverless/watchRequests.ts';
import { StackError } from './stack/configReader.ts';
import { describeStack } from './stack/describeStack.ts';
import type { Stack } from './stack/stack.ts';

/** The parts of Serverless's own object that we use. */
interface Serverless {
  readonly service: {
    readonly functions: Record<string, { environment?: Readonly<Record<string, string>> }>;
  };
  readonly pluginManager: { readonly plugins: readonly unknown[] };
}

/** What serverless-offline's plugin has for its own tests: the only way to its HTTP server. */
interface Offline {
  internals(): { getApiGatewayServer(): HapiServer };
}

/** As given on the command line to `serverless offline start`. */
interface Options {
  readonly httpPort?: string;
}

/**
 * A Serverless plugin that stands in for the bundler while the stack runs locally: here, and here
 * alone, all variables of `serverless.yml` are resolved. It tells `npm start` what is written
 * there, waits for the environments that lead the functions to the local engines, and then tells
 * of each request. The engines themselves live in the parent process.
 */
export default function localStackPlugin(serverless: Serverless, options: Options) {
  const { service } = serverless;
  return {
    hooks: {
      'before:offline:start:init': async () => {
        // Nothing outlives `npm start`, not even when that was killed.
        process.once('disconnect', () => process.exit(1));
        forgetAws();
        const stack = await describe(service);
        watchRequests(Number(options.httpPort), Object.values(stack.functions), request => {
          void tell({ kind: 'request', ...request });
        });
        const answer = nextMessage();
        await tell({ kind: 'described', stack });
        for (const [key, environment] of Object.entries((await answer).environments)) {
          const fn = service.functions[key];
          if (fn !== undefined) fn.environment = environment;
        }
      },
      'after:offline:start:init': async () => {
        const offline = serverless.pluginManager.plugins.find(isOffline);
        if (offline === undefined)
          throw new Error('serverless.yml: plugins has no serverless-offline');
        behaveAsApiGateway(offline.internals().getApiGatewayServer());
        await tell({ kind: 'ready' });
      },
    },
  };
}

/** The functions would inherit them: nothing that runs here must reach a real account. */
function forgetAws(): void {
  // Those of `npm start` were left out before, but a .env file may have brought some.
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_')) delete process.env[name];
}

const isOffline = (plugin: unknown): plugin is Offline =>
  typeof plugin === 'object' && plugin !== null && 'internals' in plugin;

async function describe(service: Serverless['service']): Promise<Stack> {
  try {
    return describeStack(service);
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    // Thrown, this one line would come with a screenful of Serverless's own.
    await tell({ kind: 'refused', message: error.message });
    return process.exit(1);
  }
}

async function tell(message: FromPlugin): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    if (process.send === undefined) {
      reject(new Error('the plugin of the local stack works under `npm start` alone'));
      return;
    }
    process.send(message, undefined, undefined, error => (error ? reject(error) : resolve()));
  });
}

const nextMessage = () =>
  new Promise<FromStart>(resolve => {
    process.once('message', message => resolve(message as FromStart));
  });
