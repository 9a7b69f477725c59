import { type CatalogBot, readBots } from '../../lib/pipeline/query/readCatalog.ts';
import { audienceCommand } from '../catalog/audienceCommand.ts';
import { type AudienceOptions, listAudiences } from '../catalog/listAudiences.ts';
import type { CommandSetup } from '../command.ts';
import type { ConnectionOptions } from '../connect/connectionOptions.ts';
import { withQueries } from '../connect/withQueries.ts';

/** `crm bots`: which bots there are, and how many contacts each has. */
export const bots: CommandSetup = world =>
  audienceCommand(
    'bots',
    'which bots there are, with how many contacts',
    'Lists the bots that were ever heard.',
  ).action((options: ConnectionOptions & AudienceOptions) =>
    withQueries(options, world, async queries => {
      const listing = {
        list: 'bots',
        item: 'bot',
        entries: await readBots(queries.table),
        audience: ({ bot_id }: CatalogBot) => ({ bot: bot_id ?? '' }),
        columns: [
          { title: 'BOT', cell: ({ bot_id }: CatalogBot) => bot_id ?? '(unknown)', whole: true },
          { title: 'SERVICE', cell: ({ service }: CatalogBot) => service },
          { title: 'NAME', cell: ({ name }: CatalogBot) => name },
        ],
      };
      await listAudiences(listing, options, queries, world);
    }),
  );
