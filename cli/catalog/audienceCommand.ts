import { Command } from 'commander';
import { addTableOptions } from '../read/tableOptions.ts';
import { examples } from '../show/examples.ts';

/** A command that lists a part of the catalog: all that ever came, with how many contacts each has now. */
export const audienceCommand = (name: string, summary: string, description: string): Command => {
  const command = new Command(name)
    .summary(summary)
    .description(
      `${description} Sizes marked ≈ are counted on the lookups and at worst slightly high.`,
    )
    .option('--exact', 'count by reading every contact: exact, and dearer');
  return addTableOptions(command).addHelpText(
    'after',
    examples([
      [`crm ${name}`, 'the largest first'],
      [`crm ${name} --exact --explain`, 'exactly, and what that cost'],
      [`crm ${name} --stage prod --json`, 'of a deployed stage, for programs'],
    ]),
  );
};
