import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';

const CONSOLE_METHODS = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

export interface Capture {
  /** Runs something; what it writes, now or later, is kept rather than shown. */
  during<T>(run: () => Promise<T>): Promise<T>;
  output(): string;
  stop(): void;
}

/**
 * Takes what some code of this process writes to stdout, stderr and the console, and nothing of what others write
 * meanwhile: Jest's own reporters share the streams.
 */
export const captureOutput = (): Capture => {
  const inside = new AsyncLocalStorage<true>();
  const written: string[] = [];
  const undo: (() => void)[] = [];

  for (const stream of [process.stdout, process.stderr]) {
    const { write } = stream;
    const replacement = (...all: Parameters<typeof write>): boolean => {
      if (inside.getStore() === undefined) return write.apply(stream, all);
      const [chunk] = all;
      written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
      return true;
    };
    stream.write = replacement as typeof write;
    undo.push(() => {
      stream.write = write;
    });
  }
  for (const method of CONSOLE_METHODS) {
    const original = console[method];
    console[method] = (...all: unknown[]) => {
      if (inside.getStore() === undefined) original.apply(console, all);
      else written.push(`${format(...all)}\n`);
    };
    undo.push(() => {
      console[method] = original;
    });
  }

  return {
    during: run => inside.run(true, run),
    output: () => written.join(''),
    stop: () => {
      for (const each of undo.reverse()) each();
    },
  };
};
