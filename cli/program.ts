import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import type { CommandSetup } from './command.ts';
import { examples } from './show/examples.ts';
import { write } from './show/write.ts';
import type { World } from './world.ts';

const folder = join(import.meta.dirname, 'commands');

/** The program with all its commands: one a file of `commands/`. */
export const createProgram = async (world: World): Promise<Command> => {
  const program = new Command('crm')
    .description('Asks the CRM table: who, when, what was said.')
    .helpCommand('help [command]', 'show how a command is used')
    .addHelpText(
      'after',
      examples([
        ['crm contacts --tag lead', 'who has a tag'],
        ['crm contact 65f0a1b2c3d4e5f607182103', 'who that is'],
        ['crm timeline 65f0a1b2c3d4e5f607182103', 'what happened with them'],
        ['crm export --status reserved -o reserved.xlsx', 'an audience for a spreadsheet'],
        ['crm titles --stage prod', 'which webhooks came, on a deployed stage'],
      ]),
    );
  const files = (await readdir(folder)).filter(file => file.endsWith('.ts')).sort();
  for (const file of files) {
    const name = basename(file, '.ts');
    const module: Record<string, CommandSetup | undefined> = await import(join(folder, file));
    const setup = module[name];
    if (setup === undefined) throw new Error(`cli/commands/${file} does not export ${name}`);
    program.addCommand(setup(world));
  }
  for (const command of withSubcommands(program)) {
    command.exitOverride().configureOutput({
      writeOut: text => write(world.stdout, text),
      writeErr: text => write(world.stderr, text),
      getOutHelpWidth: () => world.stdout.columns ?? 100,
      getErrHelpWidth: () => world.stderr.columns ?? 100,
      // One line, told by `run`.
      outputError: () => {},
    });
  }
  return program;
};

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];
