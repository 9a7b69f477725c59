import type { World } from '../world.ts';
import { writePatiently } from './write.ts';

/** Prints what programs read: one JSON value. */
export const printJson = (value: unknown, { stdout }: World): Promise<void> =>
  writePatiently(stdout, `${JSON.stringify(value, null, 2)}\n`);
