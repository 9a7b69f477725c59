import type { Command } from 'commander';

/** How the answer is given. */
export interface AnswerOptions {
  readonly json?: true;
  readonly explain?: true;
}

/** Adds the options of every command that answers from the table. */
export const addAnswerOptions = (command: Command): Command =>
  command
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .option('--explain', 'tell what was read and how many read units it took');
