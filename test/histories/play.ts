import { expect } from '@jest/globals';
import { type CrmConfig, defineCrm } from '../../lib/crm/config.ts';
import type { Row } from '../../lib/crm/row.ts';
import type { Applied } from '../../lib/pipeline/applyBatch.ts';
import { encodeEventMessage } from '../../lib/pipeline/eventMessage.ts';
import { type HeldTable, holdTable } from '../support/holdTable.ts';
import { type Change, type Lib, loadLib } from '../support/loadLib.ts';
import {
  createTestContext,
  noPause,
  RECEIVED_AT,
  type TestContext,
} from '../support/testContext.ts';

/** What an event of a history says; the rest of its payload is the same for all. */
export interface Says {
  /** Seconds after the history's beginning. */
  readonly second: number;
  readonly title?: string;
  readonly [contactField: string]: unknown;
}

const BEGINNING = 1_700_000_000;

/** The time of a history's second: ISO 8601. */
export const timeOf = (second: number): string =>
  new Date((BEGINNING + second) * 1000).toISOString();

/** An event of the contact `c`. */
export const says = ({ second, title = 'flow', ...contact }: Says): string =>
  JSON.stringify({
    info: null,
    service: 'telegram',
    title,
    bot: { id: 'bot' },
    contact: { id: 'c', ...contact },
    date: BEGINNING + second,
  });

/** One who takes part in a history: a consumer or an eraser, whose calls can be held. */
export interface Player extends HeldTable {
  readonly apply: (...events: readonly string[]) => Promise<Applied>;
  readonly erase: (now: string) => Promise<unknown>;
  readonly sweepAgain: () => Promise<unknown>;
}

export interface Stage {
  /** Someone new, with a memory of their own. */
  readonly player: () => Player;
  /** The sort keys of the contact's rows. */
  readonly keys: () => Promise<string[]>;
  readonly row: (sortKey: string) => Promise<Row | undefined>;
  readonly rows: () => Promise<Map<string, Row>>;
}

export type History = (stage: Stage) => Promise<void>;

const CONFIG: CrmConfig = defineCrm({
  fields: { mail: { from: 'mail', type: 'email' } },
  index: ['city'],
});

/** Plays a history on a fresh table, with the product's `lib` or one that was changed. */
export const play = async (history: History, ...changes: readonly Change[]): Promise<void> => {
  const context = await createTestContext(CONFIG);
  try {
    await history(stageOf(context, await loadLib(...changes)));
  } finally {
    await context.stop();
  }
};

/** Shows that a history needs a clause: without it, it ends otherwise than it must. */
export const failsWithout = async (
  history: History,
  ...changes: readonly Change[]
): Promise<void> => {
  const assertion = await play(history, ...changes).then(
    () => 'it ends well',
    (error: unknown) => String(error),
  );
  expect(assertion).toContain('expect(');
};

const stageOf = (context: TestContext, lib: Lib): Stage => {
  const table = lib.createTable(context.documents, context.tableName, noPause);
  const rows = (): Promise<Map<string, Row>> => context.rows();
  return {
    rows,
    keys: async () =>
      [...(await rows()).values()]
        .filter(row => row.contact_id === 'c')
        .map(row => row.webhook_title),
    row: async sortKey => (await rows()).get(`c|${sortKey}`),
    player: () => {
      const held = holdTable(table);
      const catalog = lib.createCatalog(held.table);
      const { deadLetters } = context;
      return {
        ...held,
        apply: (...events) =>
          lib.applyBatch(
            events.map((raw, index) => ({
              id: String(index),
              body: encodeEventMessage({ received_at: RECEIVED_AT, raw }),
            })),
            {
              table: held.table,
              catalog,
              deadLetters,
              config: CONFIG,
              now: Date.now,
              pause: noPause,
              deadline: Date.now() + 30_000,
            },
          ),
        erase: now =>
          lib.eraseContact('c', {
            table: held.table,
            config: CONFIG,
            now: () => Date.parse(now),
            pause: noPause,
          }),
        sweepAgain: () => lib.sweepAgain('c', { table: held.table, config: CONFIG }),
      };
    },
  };
};
