import { join } from 'node:path';
import { Command } from 'commander';
import { readStack } from '../../tools/local/readStack.ts';
import type { CommandSetup } from '../command.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { withStack } from '../connect/withStack.ts';
import { eraseContacts } from '../erase/eraseContacts.ts';
import { readIds } from '../read/readId.ts';
import { examples } from '../show/examples.ts';

interface Options extends ConnectionOptions {
  readonly yes?: true;
  readonly wait: boolean;
  readonly json?: true;
}

/** Beyond the consumer's timeout, for clocks and calls under way: seconds. */
const MARGIN = 60;

/** `crm erase ID…`: forgets persons. */
export const erase: CommandSetup = world => {
  const command = new Command('erase')
    .summary('forget a person')
    .description(
      'Erases contacts: all rows and dead letters about them. What stays is that they were erased, and an opt-out. Old events never bring them back; a new one starts afresh.',
    )
    .argument('<ids...>', 'the contacts, by the ids that SendPulse gave them', readIds)
    .option('--yes', 'do not ask')
    .option(
      '--no-wait',
      'leave the second sweep, for what was being written meanwhile, to another run',
    );
  return addConnectionOptions(command)
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .addHelpText(
      'after',
      examples([
        ['crm erase 65f0a1b2c3d4e5f607182103', 'shows what will go, and asks'],
        [
          'crm erase 65f0a1b2c3d4e5f607182103 --yes --stage prod',
          'on a deployed stage, without asking',
        ],
      ]),
    )
    .action(async (ids: readonly string[], { yes, wait, json, ...options }: Options) => {
      const timeout =
        readStack(join(world.root, 'serverless.yml')).functions.consume?.timeoutSeconds ?? 0;
      const request = {
        ids: [...new Set(ids)],
        wait,
        graceSeconds: timeout + MARGIN,
        ...(yes && { yes }),
        ...(json && { json }),
      };
      await withStack(options, world, stack => eraseContacts(request, stack, world));
    });
};
