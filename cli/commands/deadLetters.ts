import { Command } from 'commander';
import type { CommandSetup } from '../command.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { withStack } from '../connect/withStack.ts';
import { listLetters } from '../deadLetters/listLetters.ts';
import { purgeLetters } from '../deadLetters/purgeLetters.ts';
import { replayLetters } from '../deadLetters/replayLetters.ts';
import { showLetter } from '../deadLetters/showLetter.ts';
import { UsageProblem } from '../problem.ts';
import { readId, readIds } from '../read/readId.ts';
import { examples } from '../show/examples.ts';
import { plainLine } from '../show/plainText.ts';

interface Options extends ConnectionOptions {
  readonly reason?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
}

const ONE_REASON = [
  '--reason <reason>',
  'only those with this reason, as the list shows it',
] as const;

/** `crm dead-letters`: what could not be stored, and back with it. */
export const deadLetters: CommandSetup = world => {
  const withOptions = (command: Command): Command =>
    addConnectionOptions(command).option(
      '--json',
      'answer for programs: docs/cli.md has the shape',
    );

  const list = withOptions(
    new Command('list').description('Lists them, grouped by reason (what you get without a word).'),
  )
    .option(...ONE_REASON)
    .allowExcessArguments()
    .action(({ reason, json, ...options }: Options, { args: [word] }: Command) => {
      if (word !== undefined) {
        if (['show', 'replay', 'purge'].includes(word))
          throw new UsageProblem(`write ${word} right behind dead-letters, before its options`);
        throw new UsageProblem(
          `crm dead-letters knows no ${plainLine(word)}: write list, show ID, replay or purge`,
        );
      }
      return withStack(options, world, stack =>
        listLetters(
          { ...(reason !== undefined && { reason }), ...(json && { json }) },
          stack,
          world,
        ),
      );
    });
  const show = withOptions(
    new Command('show').description('Shows one: why, where, when, and what came.'),
  )
    .argument('<id>', 'the letter, by the id that --reason lists', readId)
    .action((id: string, { json, ...options }: Options) =>
      withStack(options, world, stack => showLetter(id, json, stack, world)),
    );
  const replay = withOptions(
    new Command('replay').description(
      'Brings them back through the door, as of when they were first received. Safe to repeat.',
    ),
  )
    .argument('[ids...]', 'only these', readIds)
    .option(...ONE_REASON)
    .option('--dry-run', 'only tell what would become of them')
    .action((ids: readonly string[], { reason, dryRun, json, ...options }: Options) =>
      withStack(options, world, stack =>
        replayLetters(
          {
            ...(ids.length > 0 && { ids }),
            ...(reason !== undefined && { reason }),
            ...(dryRun && { dryRun }),
            ...(json && { json }),
          },
          stack,
          world,
        ),
      ),
    );
  const purge = withOptions(
    new Command('purge').description('Deletes them for good, after asking.'),
  )
    .argument('[ids...]', 'only these', readIds)
    .option(...ONE_REASON)
    .option('--yes', 'do not ask')
    .action((ids: readonly string[], { reason, yes, json, ...options }: Options) =>
      withStack(options, world, stack =>
        purgeLetters(
          {
            ...(ids.length > 0 && { ids }),
            ...(reason !== undefined && { reason }),
            ...(yes && { yes }),
            ...(json && { json }),
          },
          stack,
          world,
        ),
      ),
    );

  const command = new Command('dead-letters')
    .summary('what could not be stored: list, show, replay, purge')
    .description(
      'What could not be stored, with the reason: lists, shows, replays or deletes it. Letters are kept for 14 days.',
    );
  command.addCommand(list, { isDefault: true });
  for (const each of [show, replay, purge]) command.addCommand(each);
  return command.addHelpText(
    'after',
    examples([
      ['crm dead-letters', 'how many, for which reasons'],
      ['crm dead-letters --reason "retries exhausted"', 'those of one reason'],
      ['crm dead-letters show 3f0c0f0e-…', 'one, with what came'],
      [
        'crm dead-letters replay --reason "retries exhausted" --dry-run',
        'what would become of them',
      ],
      ['crm dead-letters replay', 'all of them, once the cause is mended'],
    ]),
  );
};
