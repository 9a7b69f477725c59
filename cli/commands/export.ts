import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CommandSetup } from '../command.ts';
import { addConnectionOptions, type ConnectionOptions } from '../connect/connectionOptions.ts';
import { withQueries } from '../connect/withQueries.ts';
import { exportContacts } from '../export/exportContacts.ts';
import { readFormat } from '../export/readFormat.ts';
import { addFilterOptions, type FilterOptions, readFilter } from '../read/filterOptions.ts';
import { printCosts } from '../show/costReport.ts';
import { examples } from '../show/examples.ts';

interface Options extends FilterOptions, ConnectionOptions {
  readonly format?: string;
  readonly output?: string;
  readonly restart?: true;
  readonly explain?: true;
}

/** `crm export`: an audience for a spreadsheet or a program. */
const exportCommand: CommandSetup = world => {
  const command = new Command('export')
    .summary('write contacts to a file: csv, xlsx, jsonl')
    .description(
      'Writes contacts to a file: csv and xlsx for spreadsheets, with a column for each variable and field, jsonl for programs. Interrupted, csv and jsonl go on when the same line is run again.',
    )
    .option('-o, --output <file>', 'where to; without it csv and jsonl go to standard output')
    .option('--format <format>', "csv, jsonl or xlsx (else by the file's ending, else csv)")
    .option('--restart', 'throw away what an interrupted run left in the file');
  addFilterOptions(command);
  addConnectionOptions(command);
  return command
    .option('--explain', 'tell what was read and how many read units it took')
    .addHelpText(
      'after',
      examples([
        ['crm export -o contacts.xlsx', 'all contacts, for Excel'],
        ['crm export --status reserved --subscription subscribed -o reserved.csv', 'an audience'],
        [
          'crm export --webhook "Paid ✅" --since 30d -o paid.csv',
          'who paid within the last month',
        ],
        ['crm export --format jsonl --stage prod > contacts.jsonl', 'all of a stage, for programs'],
      ]),
    )
    .action(async (options: Options) => {
      const { output, restart, format, explain, ...question } = options;
      const request = {
        filter: readFilter(options, world.now()),
        format: readFormat(format, output),
        restart: restart === true,
        question,
        ...(output !== undefined && { file: resolve(world.cwd, output) }),
      };
      await withQueries(options, world, async queries => {
        await exportContacts(request, queries, world);
        if (explain) printCosts(queries.costs, world);
      });
    });
};

export { exportCommand as export };
