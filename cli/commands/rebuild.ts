import { Command } from 'commander';
import type { CommandSetup } from '../command.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { withStack } from '../connect/withStack.ts';
import { UsageProblem } from '../problem.ts';
import { readIds } from '../read/readId.ts';
import { rebuildContacts } from '../rebuild/rebuildContacts.ts';
import { examples } from '../show/examples.ts';

interface Options extends ConnectionOptions {
  readonly all?: true;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly restart?: true;
  readonly json?: true;
}

/** `crm rebuild`: derives rows again from the events, under today's `crm.config.ts`. */
export const rebuild: CommandSetup = world => {
  const command = new Command('rebuild')
    .summary('apply a changed crm.config.ts to what is there')
    .description(
      "Derives contacts, webhooks and lookups again from their events, under today's crm.config.ts. Safe while traffic flows; run it after a deploy that changed the configuration.",
    )
    .argument('[ids...]', 'the contacts, by the ids that SendPulse gave them', readIds)
    .option('--all', 'every contact; interrupted, the same line goes on')
    .option('--dry-run', 'only show what would change')
    .option('--yes', 'do not show what will change and ask, as is done on a terminal')
    .option('--restart', 'with --all: begin anew, whatever an interrupted run did');
  return addConnectionOptions(command)
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .addHelpText(
      'after',
      examples([
        ['crm rebuild --all --dry-run', 'what a changed configuration would change'],
        ['crm rebuild --all', 'and so be it'],
        ['crm rebuild 65f0a1b2c3d4e5f607182103', 'one contact'],
      ]),
    )
    .action(
      async (ids: readonly string[], { all, dryRun, yes, restart, json, ...options }: Options) => {
        if ((all === true) === ids.length > 0)
          throw new UsageProblem('name contacts by their ids, or --all');
        const request = {
          ids: all ? undefined : ids,
          dryRun: dryRun === true,
          asks: !yes && !json && world.stderr.isTTY === true,
          restart: restart === true,
          json: json === true,
        };
        await withStack(options, world, stack => rebuildContacts(request, stack, world));
      },
    );
};
