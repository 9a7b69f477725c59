import type { Table } from '../../lib/pipeline/ports.ts';

type Method = keyof Table;

/** A table whose calls can be held back, and made to die, one by one. */
export interface HeldTable {
  readonly table: Table;
  /** From now on, calls of these methods wait for `release`. */
  readonly hold: (...methods: readonly Method[]) => void;
  /** Resolves once a call of the method waits. */
  readonly waiting: (method: Method) => Promise<void>;
  /** Lets through what waits, and holds no more. */
  readonly release: () => void;
  /** Fails what waits and all later calls: the process died. */
  readonly die: () => void;
  /** The same memory goes on: a container whose calls failed lives. */
  readonly revive: () => void;
}

export const holdTable = (table: Table): HeldTable => {
  let held: readonly Method[] = [];
  let dead = false;
  let waiters: { method: Method; go: () => void }[] = [];
  let watchers: { method: Method; seen: () => void }[] = [];

  const pass = async (method: Method): Promise<void> => {
    if (held.includes(method) && !dead) {
      await new Promise<void>(go => {
        waiters.push({ method, go });
        for (const watcher of watchers) if (watcher.method === method) watcher.seen();
        watchers = watchers.filter(watcher => watcher.method !== method);
      });
    }
    if (dead) throw new Error('the process died');
  };
  const letGo = (): void => {
    const waited = waiters;
    held = [];
    waiters = [];
    for (const { go } of waited) go();
  };

  return {
    table: {
      read: async keys => pass('read').then(() => table.read(keys)),
      readContact: async function* readContact(contactId, prefix) {
        await pass('readContact');
        yield* table.readContact(contactId, prefix);
      },
      putVersioned: async (row, read) =>
        pass('putVersioned').then(() => table.putVersioned(row, read)),
      putEvent: async row => pass('putEvent').then(() => table.putEvent(row)),
      putLookup: async (...all) => pass('putLookup').then(() => table.putLookup(...all)),
      putCatalog: async row => pass('putCatalog').then(() => table.putCatalog(row)),
      deleteLookup: async (key, rev) =>
        pass('deleteLookup').then(() => table.deleteLookup(key, rev)),
      deleteWebhook: async (key, time) =>
        pass('deleteWebhook').then(() => table.deleteWebhook(key, time)),
      deleteEvent: async key => pass('deleteEvent').then(() => table.deleteEvent(key)),
    },
    hold: (...methods) => {
      held = methods;
    },
    waiting: method =>
      waiters.some(waiter => waiter.method === method)
        ? Promise.resolve()
        : new Promise(seen => watchers.push({ method, seen })),
    release: letGo,
    die: () => {
      dead = true;
      letGo();
    },
    revive: () => {
      dead = false;
    },
  };
};
