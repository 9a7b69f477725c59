import { Command } from 'commander';
import { findDuplicates } from '../../lib/pipeline/query/findDuplicates.ts';
import type { CommandSetup } from '../command.ts';
import { withQueries } from '../connect/withQueries.ts';
import { printDuplicates } from '../contacts/printDuplicates.ts';
import { addTableOptions, type TableOptions } from '../read/tableOptions.ts';
import { costReport, printCosts } from '../show/costReport.ts';
import { examples } from '../show/examples.ts';
import { printJson } from '../show/printJson.ts';
import { createProgress } from '../show/progress.ts';

/** `crm duplicates`: who may be one person. */
export const duplicates: CommandSetup = world => {
  const command = new Command('duplicates')
    .summary('contacts that share an e-mail or a phone')
    .description(
      'Finds contacts that share an e-mail or a phone, across bots and channels. It reads every contact once.',
    );
  return addTableOptions(command)
    .addHelpText(
      'after',
      examples([
        ['crm duplicates', 'the largest groups first'],
        ['crm duplicates --json', 'the same for programs'],
      ]),
    )
    .action((options: TableOptions) =>
      withQueries(options, world, async queries => {
        const progress = createProgress(world);
        const found = await findDuplicates(queries, progress.reached).finally(progress.end);
        const explain = options.explain && { explain: costReport(queries.costs) };
        if (options.json) return printJson({ duplicates: found, ...explain }, world);
        await printDuplicates(found, world);
        if (options.explain) printCosts(queries.costs, world);
      }),
    );
};
