import type { CostMeter } from '../connect/costMeter.ts';
import type { World } from '../world.ts';
import { coloursFor } from './colours.ts';
import { counted, numberForPeople } from './numbers.ts';
import { plainLine } from './plainText.ts';
import { write } from './write.ts';

/** What a command read, for programs. Units are DynamoDB's read request units. */
export interface CostReport {
  readonly calls: number;
  readonly rows: number;
  readonly units: number;
  readonly reads: readonly {
    readonly kind: 'index' | 'rows' | 'range';
    readonly what: string;
    readonly calls: number;
    readonly rows: number;
    readonly units: number;
  }[];
}

export const costReport = (costs: CostMeter): CostReport => {
  const reads = costs.places();
  const sum = (of: 'calls' | 'rows' | 'units'): number =>
    reads.reduce((total, each) => total + each[of], 0);
  return { calls: sum('calls'), rows: sum('rows'), units: sum('units'), reads };
};

const PLACES = { index: 'index byLookup,', rows: 'rows by their keys', range: 'range' } as const;

/** Tells people what was read and what it cost: beside the answer, so that a pipe gets the answer alone. */
export const printCosts = (costs: CostMeter, world: World): void => {
  const { dim } = coloursFor(world.stderr, world);
  const { reads, units, calls } = costReport(costs);
  const lines = reads.map(
    each =>
      `  ${numberForPeople(each.units).padStart(8)} units  ${counted(each.rows, 'row').padStart(12)}  ${counted(each.calls, 'call').padStart(10)}  ${plainLine(`${PLACES[each.kind]} ${each.what}`)}`,
  );
  const total = `  ${numberForPeople(units).padStart(8)} read units in ${counted(calls, 'call')}`;
  write(world.stderr, `${dim(['', 'What it read:', ...lines, total].join('\n'))}\n`);
};
