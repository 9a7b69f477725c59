import { coloursFor } from '../show/colours.ts';
import { plainLine } from '../show/plainText.ts';
import { writePatiently } from '../show/write.ts';
import type { World } from '../world.ts';
import type { Finding } from './finding.ts';

const MARKS = { ok: 'ok      ', warning: 'warning ', failure: 'FAILURE ' } as const;

/** A line for each finding; under one that is not ok, what to do. */
export const printFindings = async (findings: readonly Finding[], world: World): Promise<void> => {
  const { green, yellow, red, dim } = coloursFor(world.stdout, world);
  const paint = { ok: green, warning: yellow, failure: red };
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map(({ state, what, seen, remedy }) => {
    const line = `${paint[state](MARKS[state])} ${what.padEnd(width)}  ${plainLine(seen)}\n`;
    return remedy === undefined
      ? line
      : `${line}${dim(`${' '.repeat(width + 11)}→ ${plainLine(remedy)}`)}\n`;
  });
  await writePatiently(world.stdout, lines.join(''));
};
