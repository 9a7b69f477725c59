import { CommanderError } from 'commander';
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
  try {
    const program = await createProgram(world);
    if (world.words.length === 0) program.outputHelp();
    else await program.parseAsync(world.words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (world.stop.aborted) return 130;
    const usage = error instanceof CommanderError || error instanceof UsageProblem;
    const line =
      error instanceof CommanderError
        ? plainLine(error.message.replace(/^error: /, ''))
        : explainError(error);
    const help = usage ? ` (${helpOf(world)} tells how)` : '';
    write(world.stderr, `crm: ${line}${help}\n`);
    return usage ? 2 : 1;
  }
};

const helpOf = ({ words: [command] }: World): string =>
  command === undefined || !/^[a-z-]+$/.test(command) || command.startsWith('-')
    ? 'crm --help'
    : `crm ${command} --help`;
