import { Command } from 'commander';
import type { Difference } from '../../lib/crm/rowDifferences.ts';
import { rebuildContact } from '../../lib/pipeline/rebuildContact.ts';
import type { CommandSetup } from '../command.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { withStack } from '../connect/withStack.ts';
import { contactOrProblem } from '../contacts/contactOrProblem.ts';
import { UsageProblem } from '../problem.ts';
import { printDifferences } from '../rebuild/printDifferences.ts';
import { rebuildAll } from '../rebuild/rebuildAll.ts';
import { examples } from '../show/examples.ts';
import { note } from '../show/note.ts';
import { counted } from '../show/numbers.ts';
import { printJson } from '../show/printJson.ts';
import type { World } from '../world.ts';

interface Options extends ConnectionOptions {
  readonly all?: true;
  readonly dryRun?: true;
  readonly restart?: true;
  readonly json?: true;
}

/** `crm rebuild`: derives rows again from the events, under today's `crm.config.ts`. */
export const rebuild: CommandSetup = world => {
  const command = new Command('rebuild')
    .description(
      "Derives contacts, webhooks and lookups again from their events, under today's crm.config.ts. Safe while traffic flows; run it after a deploy that changed the configuration.",
    )
    .argument('[ids...]', 'the contacts, by the ids that SendPulse gave them')
    .option('--all', 'every contact; interrupted, the same line goes on')
    .option('--dry-run', 'only show what would change')
    .option('--restart', 'with --all: begin anew, whatever an interrupted run did');
  return addConnectionOptions(command)
    .option('--json', 'answer for programs: docs/cli.md has the shape')
    .addHelpText(
      'after',
      examples([
        ['crm rebuild --all --dry-run', 'what a changed configuration would change'],
        ['crm rebuild --all', 'and so be it'],
        ['crm rebuild 65f0a1b2c3d4e5f607182931', 'one contact'],
      ]),
    )
    .action(async (ids: readonly string[], { all, dryRun, restart, json, ...options }: Options) => {
      if ((all === true) === ids.length > 0)
        throw new UsageProblem('name contacts by their ids, or --all');
      const told: { contact_id: string; differences: readonly Difference[] }[] = [];
      const differs = async (
        contact_id: string,
        { differences }: { differences: readonly Difference[] },
      ) => {
        if (json) told.push({ contact_id, differences });
        // Of all contacts a change is counted; to see each, there is --dry-run.
        else if (dryRun || !all) await printDifferences(contact_id, differences, world);
      };
      await withStack(options, world, async stack => {
        const dry = dryRun === true;
        if (all) {
          const done = await rebuildAll(
            { dryRun: dry, restart: restart === true, differs },
            stack,
            world,
          );
          return report({ ...done, dry, json, told }, world);
        }
        let changed = 0;
        for (const id of ids) {
          const rebuilt = contactOrProblem(await rebuildContact(id, { dryRun: dry }, stack));
          if (rebuilt.differences.length === 0) continue;
          changed += 1;
          await differs(id, rebuilt);
        }
        return report({ contacts: ids.length, changed, dry, json, told }, world);
      });
    });
};

interface Report {
  readonly contacts: number;
  readonly changed: number;
  readonly dry: boolean;
  readonly json: true | undefined;
  readonly told: readonly unknown[];
}

const report = async (
  { contacts, changed, dry, json, told }: Report,
  world: World,
): Promise<void> => {
  if (json) return printJson({ dry_run: dry, contacts, changed, differences: told }, world);
  const was = dry ? 'would change' : changed === 1 ? 'was changed' : 'were changed';
  note(`${counted(contacts, 'contact')} read, ${changed} ${was}`, world);
};
