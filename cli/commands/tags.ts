import { readTags } from '../../lib/pipeline/query/readCatalog.ts';
import { audienceCommand } from '../catalog/audienceCommand.ts';
import { type AudienceOptions, listAudiences } from '../catalog/listAudiences.ts';
import type { CommandSetup } from '../command.ts';
import type { ConnectionOptions } from '../connect/connectionOptions.ts';
import { withQueries } from '../connect/withQueries.ts';

/** `crm tags`: which tags there are, and how many contacts have each. */
export const tags: CommandSetup = world =>
  audienceCommand(
    'tags',
    'which tags there are, with how many contacts',
    'Lists the tags that contacts ever had.',
  ).action((options: ConnectionOptions & AudienceOptions) =>
    withQueries(options, world, async queries => {
      const listing = {
        list: 'tags',
        item: 'tag',
        entries: await readTags(queries.table),
        audience: ({ tag }: { tag: string }) => ({ tag }),
        columns: [{ title: 'TAG', cell: ({ tag }: { tag: string }) => tag }],
      };
      await listAudiences(listing, options, queries, world);
    }),
  );
