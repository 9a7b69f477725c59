import { type BuildAppOptions, buildApp } from 'fauxqs';
import { orFreePort } from './orFreePort.ts';

type Stores = NonNullable<BuildAppOptions['stores']>;

interface SqsOptions {
  readonly port: number;
  readonly region: string;
  /** Where the queues are kept; in memory where absent. */
  readonly folder?: string;
}

/**
 * Starts fauxqs on 127.0.0.1, at `port` or, where that is taken, a free one. Not by its own
 * `startFauxqs`, which listens on all interfaces.
 */
export async function startSqs({ port, region, folder }: SqsOptions) {
  const kept = folder === undefined ? undefined : await openKeptStores(folder);
  const app = buildApp({
    logger: false,
    defaultRegion: region,
    ...(kept === undefined ? {} : { stores: kept.stores }),
  });
  const endpoint = await orFreePort(port, each => app.listen({ port: each, host: '127.0.0.1' }));
  return {
    endpoint,
    async stop() {
      await app.close();
      kept?.close();
    },
  };
}

/**
 * What `startFauxqs({ dataDir })` does for queues before it listens. fauxqs exports none of these
 * parts, hence the imports by file, from where npm has put the package.
 */
async function openKeptStores(folder: string) {
  const part = (file: string) => import(new URL(file, import.meta.resolve('fauxqs')).href);
  const { PersistenceManager } = await part('persistence.js');
  const { SqsStore } = await part('sqs/sqsStore.js');
  const { SnsStore } = await part('sns/snsStore.js');
  const { S3Store } = await part('s3/s3Store.js');
  const persistence = new PersistenceManager(folder);
  const stores: Stores = {
    sqsStore: new SqsStore(),
    snsStore: new SnsStore(),
    s3Store: new S3Store(),
  };
  // Loaded before the stores write through, as fauxqs does: else loading would write.
  persistence.loadSqsAndSns(stores.sqsStore, stores.snsStore);
  stores.sqsStore.persistence = persistence;
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence;
  return {
    stores,
    close(): void {
      persistence.close();
    },
  };
}
