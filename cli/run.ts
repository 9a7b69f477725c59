import { type Command, CommanderError } from 'commander';
import { FilterError } from '../lib/pipeline/query/contactFilter.ts';
import { explainError } from './explainError.ts';
import { UsageProblem } from './problem.ts';
import { createProgram } from './program.ts';
import { plainLine } from './show/plainText.ts';
import { write } from './show/write.ts';
import type { World } from './world.ts';

/**
 * `npm run crm -- …`. Resolves to the exit status: 0 answered, 1 could not, 2 asked in a way that it does not understand,
 * 130 stopped.
 */
export const run = async (world: World): Promise<number> => {
  let program: Command | undefined;
  try {
    program = await createProgram(world);
    if (world.words.length === 0) program.outputHelp();
    else await program.parseAsync(world.words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (world.stop.aborted) return 130;
    // A command that wants a word more was shown with its words.
    if (error instanceof CommanderError && error.code === 'commander.help') return 2;
    const usage = [CommanderError, UsageProblem, FilterError].some(kind => error instanceof kind);
    const line =
      error instanceof CommanderError
        ? plainLine(error.message.replace(/^error: /, ''))
        : explainError(error);
    write(world.stderr, `crm: ${line}${usage ? ` (${helpOf(program, world.words)})` : ''}\n`);
    return usage ? 2 : 1;
  }
};

/** The help of the command that was meant, as far as it is known which. */
const helpOf = (program: Command | undefined, words: readonly string[]): string => {
  const names = ['crm'];
  let command = program;
  for (const word of words) {
    command = command?.commands.find(each => each.name() === word);
    if (command === undefined) break;
    names.push(word);
  }
  return `${names.join(' ')} --help ${names.length > 1 ? 'tells how' : 'lists the commands'}`;
};
