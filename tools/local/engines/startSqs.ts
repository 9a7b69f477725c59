import { type BuildAppOptions, buildApp } from 'fauxqs';

type Stores = NonNullable<BuildAppOptions['stores']>;

interface SqsOptions {
  readonly region: string;
  readonly directory?: string;
}

/**
 * Starts fauxqs on a free port of 127.0.0.1, in memory or kept in `directory`.
 *
 * Not by its `startFauxqs`, which listens on all interfaces.
 */
export async function startSqs({ region, directory }: SqsOptions) {
  const kept = directory === undefined ? undefined : await openKeptStores(directory);
  const app = buildApp({
    logger: false,
    defaultRegion: region,
    ...(kept === undefined ? {} : { stores: kept.stores }),
  });
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
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
async function openKeptStores(directory: string) {
  const part = (file: string) => import(new URL(file, import.meta.resolve('fauxqs')).href);
  const { PersistenceManager } = await part('persistence.js');
  const { SqsStore } = await part('sqs/sqsStore.js');
  const { SnsStore } = await part('sns/snsStore.js');
  const { S3Store } = await part('s3/s3Store.js');
  const persistence = new PersistenceManager(directory);
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
