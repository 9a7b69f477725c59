import pc from 'picocolors';
import type { Output, World } from '../world.ts';

export type Colours = ReturnType<typeof pc.createColors>;

/** Colours on a terminal, unless the person wants none; elsewhere nothing is added to the text. */
export const coloursFor = (output: Output, { environment }: World): Colours =>
  pc.createColors(output.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb');
