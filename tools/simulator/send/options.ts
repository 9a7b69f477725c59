import { Command, CommanderError, Option } from 'commander';
import { date, positive, wholeNumber } from './optionValues.ts';

/** What is to be sent. */
export type Choice =
  | { readonly what: 'samples' }
  | { readonly what: 'file'; readonly path: string }
  | {
      readonly what: 'traffic';
      readonly count: number;
      readonly seed: number;
      /** Epoch milliseconds. */
      readonly start: number;
    };

export interface Options {
  readonly choice: Choice;
  /** Events a second; absent: as fast as they are answered. */
  readonly rate?: number;
  /** Absent: the local stack. */
  readonly url?: string;
  readonly json: boolean;
}

/** Nothing to do: help was asked for (0), or the words make no sense (2). */
export interface NoOptions {
  readonly status: 0 | 2;
  readonly text: string;
}

/** Always the same, so that one seed is one story, whenever it is sent. */
const START = '2026-01-05T08:00:00Z';

const EXAMPLES = `
Examples:
  npm run send -- --samples                       one event of each kind and channel
  npm run send -- --count 500                     500 invented events, as fast as they are answered
  npm run send -- --count 5000 --rate 20 --seed 7 another story, 20 events a second
  npm run send -- --file payload.json             a body of your own, byte for byte
  npm run send -- --samples --url https://…       to a deployed stage

The same --seed gives the same events. Sending them again is safe: what is there already stays as it is.
Status: 0 all accepted, 1 something was not, 2 wrong options, 130 stopped by Ctrl-C.
`;

// npm keeps every option before the lone -- to itself, without a word.
const HINT =
  'Options come after a lone --, as in: npm run send -- --samples   (all of them: --help)';

/** Reads the words after `npm run send --`. */
export const readOptions = (words: readonly string[]): Options | NoOptions => {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const command: Command = commandOf()
    .configureOutput({ writeOut: write, writeErr: write })
    .exitOverride();
  try {
    command.parse(words, { from: 'user' });
    const given = command.opts<Given>();
    const choice = choiceOf(given, problem => command.error(`error: ${problem}`));
    if (choice === undefined) command.help({ error: true });
    const { rate, url, json = false } = given;
    return {
      choice,
      json,
      ...(rate === undefined ? {} : { rate }),
      ...(url === undefined ? {} : { url }),
    };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { status: error.code === 'commander.helpDisplayed' ? 0 : 2, text };
  }
};

interface Given {
  readonly samples?: true;
  readonly file?: string;
  readonly count?: number;
  readonly rate?: number;
  readonly seed?: number;
  readonly start?: number;
  readonly url?: string;
  readonly json?: true;
}

const commandOf = () =>
  new Command('npm run send --')
    .description("Sends what SendPulse's bots send: samples, invented traffic, or a file of yours.")
    .addOption(
      new Option('--samples', 'send one event of each kind and channel').conflicts([
        'file',
        'count',
        'seed',
        'start',
      ]),
    )
    .addOption(
      new Option('--file <path>', 'send this file as it is').conflicts([
        'count',
        'rate',
        'seed',
        'start',
      ]),
    )
    .option('--count <events>', 'send so many invented events', wholeNumber(1, 100_000_000))
    .option('--rate <number>', 'events a second (default: eight requests at a time)', positive)
    .option(
      '--seed <number>',
      'another number, another story (default: 1)',
      wholeNumber(0, 2 ** 32 - 1),
    )
    .option('--start <date>', `when the story begins (default: ${START})`, date)
    .option('--url <url>', 'where to send (default: the local stack that `npm start` runs)')
    .option('--json', 'print the summary as one JSON object')
    .showSuggestionAfterError()
    .showHelpAfterError(HINT)
    .allowExcessArguments(false)
    .addHelpText('after', EXAMPLES);

const choiceOf = (
  { samples, file, count, seed, start }: Given,
  refuse: (problem: string) => never,
): Choice | undefined => {
  if (samples) return { what: 'samples' };
  if (file !== undefined) return { what: 'file', path: file };
  if (count !== undefined) {
    return { what: 'traffic', count, seed: seed ?? 1, start: start ?? Date.parse(START) };
  }
  if (seed !== undefined) refuse("option '--seed' needs '--count <events>' beside it");
  if (start !== undefined) refuse("option '--start' needs '--count <events>' beside it");
  return undefined;
};
