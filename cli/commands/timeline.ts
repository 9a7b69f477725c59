import { Command } from 'commander';
import { readTimeline } from '../../lib/pipeline/query/readTimeline.ts';
import type { CommandSetup } from '../command.ts';
import { withQueries } from '../connect/withQueries.ts';
import { withStack } from '../connect/withStack.ts';
import { contactOrProblem } from '../contacts/contactOrProblem.ts';
import { readId } from '../read/readId.ts';
import { readLimit } from '../read/readLimit.ts';
import { readTime } from '../read/readTime.ts';
import { addTableOptions, type TableOptions } from '../read/tableOptions.ts';
import { examples } from '../show/examples.ts';
import { listEvents } from '../timeline/listEvents.ts';
import { showEvent } from '../timeline/showEvent.ts';

interface Options extends TableOptions {
  readonly since?: string;
  readonly until?: string;
  readonly limit: string;
  readonly raw?: true;
  readonly event?: string;
}

/** `crm timeline ID`: what happened with a contact. */
export const timeline: CommandSetup = world => {
  const command = new Command('timeline')
    .summary('what happened with one contact')
    .description(
      'Shows what happened with one contact, newest first: what was said, by whom, and which webhooks came.',
    )
    .argument('<id>', 'the contact, by the id that SendPulse gave it', readId)
    .option('--since <time>', 'not before this time')
    .option('--until <time>', 'not after this time')
    .option('--limit <number>', 'how many events at most, or all', '50')
    .option('--raw', 'each event as it was received')
    .option(
      '--event <event>',
      'where one event is, by its id (as --json shows it) or that of its message: its rows, or its dead letter',
      readId,
    );
  return addTableOptions(command)
    .addHelpText(
      'after',
      examples([
        ['crm timeline 65f0a1b2c3d4e5f607182103', 'the last fifty events'],
        ['crm timeline 65f0a1b2c3d4e5f607182103 --since yesterday', 'since yesterday, UTC'],
        [
          'crm timeline 65f0a1b2c3d4e5f607182103 --raw --limit 1',
          'the newest event as SendPulse sent it',
        ],
        [
          'crm timeline 65f0a1b2c3d4e5f607182103 --event 3f2a9c…',
          'where one event is, and what it still sets',
        ],
      ]),
    )
    .action(async (id: string, options: Options) => {
      const { event: eventId, json } = options;
      if (eventId !== undefined) {
        return withStack(options, world, stack =>
          showEvent({ contactId: id, eventId, json }, stack, world),
        );
      }
      const limit = readLimit(options.limit);
      const now = world.now();
      const { since, until } = options;
      const range = {
        ...(since !== undefined && { since: readTime(since, 'since', now) }),
        ...(until !== undefined && { until: readTime(until, 'until', now) }),
      };
      await withQueries(options, world, async queries => {
        const pages = await readTimeline(id, queries.table, {
          ...range,
          pageSize: Math.min(limit + 1, 500),
        });
        await listEvents(contactOrProblem(pages), { ...options, limit }, queries.costs, world);
      });
    });
};
