#!/usr/bin/env node
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';

/** What asks to end twice within so many milliseconds is one Ctrl-C: npm passes on what the terminal has sent to all. */
const SAME_PRESS = 500;

// An export makes little garbage at a time but much in all. V8 would let it pile up: 300 MB where 130 do, and no quicker.
// Before anything else is loaded: what has grown does not shrink again.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=20');
const { run } = await import('./run.ts');
const { afterClosedPipe } = await import('./afterClosedPipe.ts');
const { loadConfig } = await import('./loadConfig.ts');
const root = join(import.meta.dirname, '..');

const stop = new AbortController();
let first: number | undefined;
const end = (): void => {
  first ??= performance.now();
  stop.abort();
  if (performance.now() - first > SAME_PRESS) process.exit(130);
};
process.on('SIGINT', end);
process.on('SIGTERM', end);
const words = process.argv.slice(2);
// `crm … | head`: nobody reads any more, and that is nobody's fault. But what was to be changed may not be done.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  const advice = afterClosedPipe(words);
  if (advice !== undefined)
    process.stderr.write(`crm: nobody reads its output any more, so it stopped: ${advice}\n`);
  process.exit(advice !== undefined || error.code !== 'EPIPE' ? 1 : 0);
});

process.exitCode = await run({
  words,
  root,
  // npm runs scripts in the project's folder and tells where the person was.
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  stop: stop.signal,
  now: Date.now,
  sleep: ms => sleep(ms, undefined, { signal: stop.signal }).catch(() => undefined),
  loadConfig: () => loadConfig(root),
});
