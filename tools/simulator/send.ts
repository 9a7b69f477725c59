#!/usr/bin/env node
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { run } from './run.ts';

const stop = new AbortController();
// The first Ctrl-C lets what is under way arrive; another does not wait. npm passes on the one that the terminal
// has sent to everybody: what comes within half a second is the same.
let first: number | undefined;
process.on('SIGINT', () => {
  first ??= performance.now();
  stop.abort();
  if (performance.now() - first > 500) process.exit(130);
});

process.exitCode = await run({
  words: process.argv.slice(2),
  root: join(import.meta.dirname, '..', '..'),
  stdout: process.stdout,
  stderr: process.stderr,
  stop: stop.signal,
  clock: systemClock,
});
