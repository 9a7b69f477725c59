import { Command } from 'commander';
import type { CommandSetup } from '../command.ts';
import { withQueries } from '../connect/withQueries.ts';
import { listContacts } from '../contacts/listContacts.ts';
import { addFilterOptions, type FilterOptions, readFilter } from '../read/filterOptions.ts';
import { readLimit } from '../read/readLimit.ts';
import { addTableOptions, type TableOptions } from '../read/tableOptions.ts';
import { examples } from '../show/examples.ts';

interface Options extends FilterOptions, TableOptions {
  readonly limit: string;
}

/** `crm contacts`: who is there, by what is known of them. */
export const contacts: CommandSetup = world => {
  const command = new Command('contacts')
    .summary('who is there, by what is known of them')
    .description(
      'Lists contacts, the newest first. Filters combine: what is found has all that is named.',
    )
    .option('--limit <number>', 'how many at most, or all', '50');
  addFilterOptions(command);
  return addTableOptions(command)
    .addHelpText(
      'after',
      examples([
        ['crm contacts', 'the newest fifty'],
        ['crm contacts --tag lead --subscription subscribed', 'whom to write to'],
        [
          'crm contacts --webhook "Reserved. Seminar #3" --since 7d',
          'who reserved within the last week',
        ],
        ['crm contacts --phone "+1 202 555 0101"', 'who is calling'],
        ['crm contacts --var city=Riga --status reserved --json', 'the same for programs'],
        ['crm contacts --tag lead --explain', 'and what the question cost'],
      ]),
    )
    .action(async (options: Options) => {
      const limit = readLimit(options.limit);
      const filter = readFilter(options, world.now());
      await withQueries(options, world, queries =>
        listContacts(filter, { ...options, limit }, queries, world),
      );
    });
};
