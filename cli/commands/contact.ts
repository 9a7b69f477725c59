import { Command } from 'commander';
import { readContact } from '../../lib/pipeline/query/readContact.ts';
import type { CommandSetup } from '../command.ts';
import { withQueries } from '../connect/withQueries.ts';
import { contactOrProblem } from '../contacts/contactOrProblem.ts';
import { printContact } from '../contacts/printContact.ts';
import { readId } from '../read/readId.ts';
import { addTableOptions, type TableOptions } from '../read/tableOptions.ts';
import { costReport, printCosts } from '../show/costReport.ts';
import { examples } from '../show/examples.ts';
import { printJson } from '../show/printJson.ts';

/** `crm contact ID`: who this is. */
export const contact: CommandSetup = world => {
  const command = new Command('contact')
    .summary('who one contact is')
    .description(
      'Shows one contact: who it is, its tags, variables and fields, and each webhook that came for it.',
    )
    .argument('<id>', 'the contact, by the id that SendPulse gave it', readId);
  return addTableOptions(command)
    .addHelpText(
      'after',
      examples([
        ['crm contact 65f0a1b2c3d4e5f607182103', 'who that is'],
        ['crm contact 65f0a1b2c3d4e5f607182103 --json', 'the same for programs'],
      ]),
    )
    .action(async (id: string, options: TableOptions) => {
      await withQueries(options, world, async ({ table, costs }) => {
        const details = contactOrProblem(await readContact(id, table));
        const explain = options.explain && { explain: costReport(costs) };
        if (options.json) return printJson({ ...details, ...explain }, world);
        await printContact(details, world);
        if (options.explain) printCosts(costs, world);
      });
    });
};
