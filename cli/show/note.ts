import type { World } from '../world.ts';
import { coloursFor } from './colours.ts';
import { write } from './write.ts';

/** Says something beside the answer: on stderr, so that a pipe gets the answer alone. */
export const note = (text: string, world: World): void => {
  write(world.stderr, `${coloursFor(world.stderr, world).dim(text)}\n`);
};
