import type { ReadCost } from '../../lib/pipeline/query/queryPort.ts';

/** What was read at one place, over all calls. */
export interface PlaceCost extends ReadCost {
  readonly calls: number;
}

export interface CostMeter {
  readonly add: (cost: ReadCost) => void;
  /** In the order in which the places were first read. */
  readonly places: () => readonly PlaceCost[];
}

/** Adds up what queries read, and what it cost, by where they read it. */
export const createCostMeter = (): CostMeter => {
  const places = new Map<string, PlaceCost>();
  return {
    add: ({ kind, what, rows, units }) => {
      const key = `${kind} ${what}`;
      const known = places.get(key) ?? { kind, what, calls: 0, rows: 0, units: 0 };
      places.set(key, {
        kind,
        what,
        calls: known.calls + 1,
        rows: known.rows + rows,
        units: known.units + units,
      });
    },
    places: () => [...places.values()],
  };
};
