import { Command, InvalidArgumentError } from 'commander';

export interface StartOptions {
  /** Stop, with status 0, after the samples' contacts were shown. */
  readonly once: boolean;
  /** Of the webhook; 0 for a free one. */
  readonly port: number;
  /** Folder that keeps table, queues and token over restarts. */
  readonly data?: string;
  /** How many times faster than written the mapping's and the queues' times run. */
  readonly timeScale: number;
  readonly quiet: boolean;
}

/** Reads the command line of `npm start`; ends the process for `--help` and for what is wrong. */
export function readOptions(argv: readonly string[]): StartOptions {
  return new Command('npm start --')
    .description('Runs the whole bridge on this machine: no AWS account, no Docker.')
    .option('--once', "stop after the samples' contacts were shown", false)
    .option('--port <number>', 'port of the webhook, 0 for a free one', wholeNumber, 3000)
    .option('--data <folder>', 'keep table, queues and webhook URL there (else: in memory)')
    .option('--time-scale <factor>', 'let waits and timeouts run this much faster', factor, 1)
    .option('--quiet', 'print nothing but the webhook URL and what goes wrong', false)
    .parse(argv)
    .opts<StartOptions>();
}

function wholeNumber(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

function factor(text: string): number {
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('It must be a number over 0, such as 10.');
}
