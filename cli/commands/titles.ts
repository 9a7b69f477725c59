import { type CatalogTitle, readTitles } from '../../lib/pipeline/query/readCatalog.ts';
import { audienceCommand } from '../catalog/audienceCommand.ts';
import { type AudienceOptions, listAudiences } from '../catalog/listAudiences.ts';
import type { CommandSetup } from '../command.ts';
import type { ConnectionOptions } from '../connect/connectionOptions.ts';
import { withQueries } from '../connect/withQueries.ts';

/** `crm titles`: which webhooks came, and for how many contacts each. */
export const titles: CommandSetup = world =>
  audienceCommand(
    'titles',
    'which webhooks came, for how many contacts',
    'Lists the titles of webhooks that ever came.',
  ).action((options: ConnectionOptions & AudienceOptions) =>
    withQueries(options, world, async queries => {
      const listing = {
        list: 'titles',
        item: 'title',
        entries: await readTitles(queries.table),
        audience: ({ title }: CatalogTitle) => ({ title: title ?? '' }),
        columns: [
          { title: 'WEBHOOK', cell: ({ title }: CatalogTitle) => title ?? '(no title)' },
          { title: 'KIND', cell: ({ kind }: CatalogTitle) => kind },
        ],
      };
      await listAudiences(listing, options, queries, world);
    }),
  );
