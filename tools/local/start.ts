import { once } from 'node:events';
import { join } from 'node:path';
import { contactKey, webhookLookup } from '../../lib/crm/keys.ts';
import { cliLines } from './console/cliLines.ts';
import { createRedact } from './console/redact.ts';
import { createScreen, type Screen } from './console/screen.ts';
import { readOptions, type StartOptions } from './options.ts';
import { httpPort } from './ports.ts';
import { readContacts } from './readContacts.ts';
import { eventsOf, readSamples, sendSamples } from './sendSamples.ts';
import { StartError } from './startError.ts';
import { type LocalStack, startLocalStack } from './startLocalStack.ts';
import { untilInterrupted } from './untilInterrupted.ts';

const root = join(import.meta.dirname, '../..');
const options = readOptions(process.argv);
const screen = createScreen(options);
process.exitCode = await start(options, screen, untilInterrupted());

/** Runs the stack until it is interrupted, or with `--once` until it has shown what it does; gives the exit status. */
async function start(options: StartOptions, screen: Screen, end: AbortSignal): Promise<number> {
  let stack: LocalStack | undefined;
  try {
    const port = await httpPort(options.port);
    screen.starting();
    stack = await startLocalStack({
      ...options,
      root,
      port,
      usualPorts: options.port !== 0,
      signal: end,
      onRequest: screen.request,
      onBatch: screen.batch,
      onLine: screen.functionLine,
      onError: error => screen.problem(error instanceof Error ? error.message : String(error)),
    });
    await Promise.race([show(stack, screen, end), untilLost(stack)]);
    if (options.once) return 0;
    screen.serving();
    await Promise.race([untilAborted(end), untilLost(stack)]);
    screen.stopping();
    return 0;
  } catch (error) {
    if (end.aborted) return 130;
    if (!(error instanceof StartError)) throw error;
    screen.problem(error.message);
    return 1;
  } finally {
    await stack?.stop();
  }
}

/** Prints where everything is, sends the samples and shows the contacts they became. */
async function show(stack: LocalStack, screen: Screen, end: AbortSignal): Promise<void> {
  const { description, file, resources } = stack;
  const samples = readSamples(join(import.meta.dirname, 'samples'));
  const events = samples.flatMap(({ body }) => eventsOf(body));
  const routes = Object.values(description.functions).flatMap(fn => fn.routes);
  screen.hide(
    createRedact(
      resources.token,
      routes.map(({ path }) => path),
    ),
  );
  screen.webhook(file.webhookUrl);
  const { contactId, title } = events[0] ?? { contactId: '', title: '' };
  const example = { contactKey: contactKey(contactId), lookup: webhookLookup(title) };
  screen.endpoints(file, cliLines(file, description.table, example));
  screen.sending();
  await sendSamples(samples, file.webhookUrl, screen.answered);
  screen.contacts(await readContacts(stack, events, end));
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** @throws {StartError} when the stack ends without being told to */
async function untilLost(stack: LocalStack): Promise<never> {
  throw new StartError(await stack.ended);
}
